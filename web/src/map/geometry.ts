// Outlines of countries: Natural Earth, public domain, as world-atlas holds it. The finer file is for
// Europe and its neighbours, the coarser for the world.

import { geoContains } from "d3-geo";
import type { Feature, Geometry } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import fine from "world-atlas/countries-50m.json?url";
import coarse from "world-atlas/countries-110m.json?url";

export type Country = Feature<Geometry, { name: string }>;
type Fineness = "europe" | "world";

const read: Partial<Record<Fineness, Promise<Country[]>>> = {};

/** The countries as finely as a map of Europe, or of the world, needs them; read once. */
export function countries(of: Fineness): Promise<Country[]> {
  return (read[of] ??= load(of === "world" ? coarse : fine));
}

async function load(address: string): Promise<Country[]> {
  const topology = (await (await fetch(address)).json()) as Topology<{
    countries: GeometryCollection<{ name: string }>;
  }>;
  return feature(topology, topology.objects.countries).features;
}

const found = new WeakMap<Country[], Map<string, Country | undefined>>();

/** The country that a point lies in; of each set of outlines and point it is looked for once. */
export function countryAt(all: Country[], at: [number, number]): Country | undefined {
  let known = found.get(all);
  if (!known) found.set(all, (known = new Map()));
  const key = at.join(" ");
  if (!known.has(key))
    known.set(
      key,
      all.find((country) => geoContains(country, at)),
    );
  return known.get(key);
}

/** Whether a point is on the map of Europe and its neighbours. */
export function isNearEurope(latitude: number, longitude: number): boolean {
  return latitude > 27 && latitude < 72 && longitude > -25 && longitude < 48;
}
