// Outlines of regions that the node was given for its maps, read once, when a map is first shown.

import { geoArea, geoCentroid, geoDistance } from "d3-geo";
import type { Feature, MultiPolygon } from "geojson";
import { answer, node, type Schemas } from "../api/client";
import { every } from "../lib/every";
import { placeName } from "../lib/names.svelte";

/** Who drew outlines, and under which terms they are shown. */
export type Credit = Pick<Schemas["BoundaryEntry"], "name" | "source" | "licence">;

export interface Region {
  id: string;
  name: string;
  country: string | undefined;
  outline: Feature<MultiPolygon>;
  /** Longitude and latitude of its middle. */
  middle: [number, number];
  /** Its share of the globe, to draw what is small above what is large. */
  area: number;
  credit: Credit;
}

export type Regions = ReadonlyMap<string, Region>;

export const NONE: Regions = new Map();

let read: Promise<Regions> | undefined;

/** Every region that is drawn, by its place; none where the node was given none. */
export function regions(): Promise<Regions> {
  read ??= readAll().catch((error: unknown) => {
    read = undefined;
    throw error;
  });
  return read;
}

async function readAll(): Promise<Regions> {
  const all = await every((after) =>
    answer(node.GET("/api/v1/boundaries", { params: { query: { limit: 1000, after } } })),
  );
  const found = new Map<string, Region>();
  for (const credit of all) {
    const params = { path: { name: credit.name } };
    const boundary = await answer(node.GET("/api/v1/boundaries/{name}", { params }));
    for (const feature of boundary.features) found.set(feature.id, regionOf(feature, credit));
  }
  return found;
}

/** A region; on a globe the inside of a ring lies to its other side than the standard of the file says. */
export function regionOf(feature: Schemas["BoundaryFeature"], credit: Credit): Region {
  const coordinates = feature.geometry.coordinates.map((rings) => rings.map((ring) => [...ring].reverse()));
  const geometry: MultiPolygon = { type: "MultiPolygon", coordinates };
  const outline: Feature<MultiPolygon> = { type: "Feature", properties: {}, geometry };
  return {
    id: feature.id,
    name: placeName(feature.id, feature.properties.name),
    country: feature.properties.country ?? undefined,
    outline,
    middle: geoCentroid(outline),
    area: geoArea(outline),
    credit,
  };
}

/** A region with those of its country that lie around it, the largest first; none where it is not drawn. */
export function around(all: Regions, place: string): Region[] {
  const own = all.get(place);
  if (!own?.country || own.id === own.country) return [];
  return [...all.values()]
    .filter((one) => one.country === own.country && one.id !== one.country)
    .filter((one) => geoDistance(one.middle, own.middle) < FAR)
    .sort((a, b) => b.area - a.area);
}

/** The regions of a country that are drawn, the largest first. */
export function within(all: Regions, country: string): Region[] {
  return [...all.values()]
    .filter((one) => one.country === country && one.id !== country)
    .sort((a, b) => b.area - a.area);
}

/** Who drew some regions, each once. */
export function credits(drawn: Iterable<Region>): Credit[] {
  return [...new Map([...drawn].map(({ credit }) => [credit.name, credit])).values()];
}

/** How far neighbours are looked for, on a globe of radius 1: some 1,000 km. */
const FAR = 0.16;
