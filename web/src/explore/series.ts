// The series of a node, how they are named in an address, and which of them are wanted.

import { locale } from "../lib/messages";
import { answer, node, type Schemas, type SeriesName } from "../api/client";
import { every } from "../lib/every";
import { names } from "../lib/names.svelte";
import { cadence, partOf, unit } from "../lib/words";

export type Brief = Schemas["SeriesPage"]["items"][number];

/** What a series is chosen by, in the order of the lists. */
export const PARTS = ["substance", "place", "indicator", "source", "cadence", "unit"] as const;
export type Part = (typeof PARTS)[number];
export type Wanted = Record<Part, string>;

/** Most series that are drawn at once. */
export const MOST_DRAWN = 8;

const ORDER = ["source", "indicator", "substance", "place", "cadence", "unit", "subgroup"] as const;

/** A series as one parameter of an address: its parts in a fixed order, joined by "~". */
export function encode(series: SeriesName): string {
  return ORDER.map((part) => series[part].replaceAll("%", "%25").replaceAll("~", "%7E")).join("~");
}

/** The series of such a parameter; nothing where it is none. */
export function decode(text: string): SeriesName | undefined {
  const parts = text.split("~");
  // A link from before series had parts.
  if (parts.length === ORDER.length - 1) parts.push("");
  if (parts.length !== ORDER.length) return undefined;
  const plain = (part: string) => part.replaceAll("%7E", "~").replaceAll("%25", "%");
  return Object.fromEntries(ORDER.map((name, at) => [name, plain(parts[at]!)])) as unknown as SeriesName;
}

/** Reads every series as of a day; tells of each page as it comes. */
export async function readSeries(
  day: string,
  came: (all: Brief[], total: number, of: Schemas["AskedOf"]) => boolean,
): Promise<void> {
  const all: Brief[] = [];
  let asked: { as_of?: string; position?: number } = day ? { as_of: day } : {};
  let after: number | null = 0;
  while (after !== null) {
    const query: { as_of?: string; position?: number; limit: number; after: number } = {
      ...asked,
      limit: 1000,
      after,
    };
    const page: Schemas["SeriesPage"] = await answer(node.GET("/api/v1/series", { params: { query } }));
    for (const one of page.items) all.push(one);
    asked = { as_of: page.asked_of.as_of, position: page.asked_of.position };
    after = page.next_after ?? null;
    if (!came(all, page.total, page.asked_of)) return;
  }
}

/** The parts of a whole series that its source tells, in any cadence. */
export async function partsOf(whole: SeriesName, asked: Schemas["AskedOf"]): Promise<Brief[]> {
  const { source, indicator, substance, place } = whole;
  const all = await every((after) => {
    const query = { source, indicator, substance, place, subgroups: "any", ...asked, limit: 1000, after };
    return answer(node.GET("/api/v1/series", { params: { query } }));
  });
  return all.filter(({ series }) => series.subgroup && series.unit === whole.unit);
}

/** Parts by the column that tells them, both in the order of the alphabet. */
export function byColumn(parts: Brief[]): [string, Brief[]][] {
  const found = new Map<string, Brief[]>();
  for (const one of parts) {
    const column = one.series.subgroup.split("=")[0]!;
    found.set(column, [...(found.get(column) ?? []), one]);
  }
  const order = new Intl.Collator(locale, { numeric: true }).compare;
  for (const list of found.values()) list.sort((a, b) => order(a.series.subgroup, b.series.subgroup));
  return [...found].sort(([a], [b]) => order(a, b));
}

/** Whether a series is wanted; one part may be left open, to see what it could be. */
export function fits(series: SeriesName, wanted: Wanted, open?: Part): boolean {
  return PARTS.every((part) => part === open || !wanted[part] || series[part] === wanted[part]);
}

const order = new Intl.Collator(locale).compare;
const CADENCES = ["day", "week", "month", "quarter", "year"];

/** What one part could be, given the others: each value with its name and number of series. */
export function choices(
  all: Brief[],
  wanted: Wanted,
  part: Part,
): { id: string; name: string; count: number }[] {
  const found = new Map<string, number>();
  for (const { series } of all) {
    if (fits(series, wanted, part)) found.set(series[part], (found.get(series[part]) ?? 0) + 1);
  }
  if (wanted[part] && !found.has(wanted[part])) found.set(wanted[part], 0);
  const list = [...found].map(([id, count]) => ({ id, name: partName(part, id), count }));
  return part === "cadence"
    ? list.sort((a, b) => CADENCES.indexOf(a.id) - CADENCES.indexOf(b.id))
    : list.sort((a, b) => order(a.name, b.name));
}

/** One part of a name, as people read it. */
export function partName(part: Part, id: string): string {
  if (part === "substance") return names.substance(id);
  if (part === "place") return names.place(id);
  if (part === "indicator") return names.indicator(id);
  if (part === "cadence") return cadence({ cadence: id } as SeriesName);
  return part === "unit" ? unit({ unit: id } as SeriesName) : id;
}

/** What a series counts, in a few words. */
export function title(series: SeriesName): string {
  return `${names.substance(series.substance)}, ${names.place(series.place)}`;
}

/** The rest of its name. */
export function subtitle(series: SeriesName): string {
  const name = names.indicator(series.indicator);
  const counts = series.unit === "count" ? name : `${name}, ${unit(series)}`;
  return `${counts}${partOf(series)}, ${cadence(series)}, ${series.source}`;
}

/** A point of a series as charts draw it. */
export function valueOf(point: { value?: string | null; count?: number | null }): number | null {
  const value = point.value ?? point.count;
  return value === null || value === undefined ? null : Number(value);
}
