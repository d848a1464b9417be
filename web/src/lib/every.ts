// Lists that come by the page, read to their end.

/** Every entry of a list; `page` asks for one page of it. */
export async function every<T>(
  page: (after: number) => Promise<{ items: T[]; next_after?: number | null }>,
): Promise<T[]> {
  const all: T[] = [];
  let after: number | null = 0;
  while (after !== null) {
    const { items, next_after }: { items: T[]; next_after?: number | null } = await page(after);
    for (const one of items) all.push(one);
    after = next_after ?? null;
  }
  return all;
}
