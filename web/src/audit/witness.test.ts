// A browser that saw an entry misses it when the audit is put back.

import { beforeEach, expect, it, vi } from "vitest";
import { keep, missing } from "./witness";
import type { Entry } from "./words";

const KEY = "ab".repeat(32);
/** The audit of the node: links by number. */
let chain: Record<number, string>;
let kept: Record<string, string>;

vi.mock("../api/client", async (original) => ({
  ...(await original<typeof import("../api/client")>()),
  node: {
    use: () => {},
    GET(path: string, asked?: { params: { path: { number: number } } }) {
      const link = chain[asked?.params.path.number ?? 0];
      const data = path.endsWith("/health") ? { key: KEY } : link && { link };
      return Promise.resolve({ data: data || undefined, response: { status: data ? 200 : 404 } });
    },
  },
}));

beforeEach(() => {
  kept = {};
  vi.stubGlobal("localStorage", {
    getItem: (name: string) => kept[name] ?? null,
    setItem: (name: string, value: string) => void (kept[name] = value),
  });
});

/** What is missed by a browser that looks at an audit of these links. */
function look(...links: string[]) {
  chain = Object.fromEntries(links.map((link, at) => [at + 1, link]));
  return missing(newest());
}

const newest = () => {
  const number = Object.keys(chain).length;
  return { number, link: chain[number] } as Entry;
};

it("an entry that is gone or another is missed until somebody says that they know", async () => {
  expect(await look("a", "b")).toBeUndefined();
  expect(await look("a", "b", "c")).toBeUndefined();
  // Cut off the end, and grown again since.
  expect((await look("a", "b"))?.number).toBe(3);
  expect((await look("a", "b", "x", "y"))?.number).toBe(3);
  await keep(newest());
  expect(await look("a", "b", "x", "y", "z")).toBeUndefined();
  expect(Object.keys(kept)).toEqual([`audit-seen:${KEY}`]);
});
