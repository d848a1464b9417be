// What part of the world a map shows.

import { geoAzimuthalEqualArea, geoEqualEarth, type GeoProjection } from "d3-geo";
import type { Feature } from "geojson";

export type View = "near" | "europe" | "world";

export const WIDTH = 400;

/** The world without its southern ice, by its corners. */
const LIVED_IN = {
  type: "MultiPoint" as const,
  coordinates: [
    [-172, 72],
    [180, 72],
    [-172, -54],
    [180, -54],
    [0, 78],
  ],
};

export function heightOf(view: View): number {
  return view === "world" ? 205 : view === "europe" ? 380 : 300;
}

/** From longitude and latitude to the map; `near` is what the nearest view shows. */
export function projectionOf(view: View, near: Feature[], middle: [number, number]): GeoProjection {
  const height = heightOf(view);
  const within = (margin: number): [[number, number], [number, number]] => [
    [margin, margin],
    [WIDTH - margin, height - margin],
  ];
  const projection =
    view === "world"
      ? geoEqualEarth().fitExtent(within(2), LIVED_IN)
      : view === "europe"
        ? geoAzimuthalEqualArea()
            .rotate([-14, -52])
            .translate([WIDTH * 0.5, height * 0.5])
            .scale(560)
        : geoAzimuthalEqualArea().rotate([-middle[0], -middle[1]]).fitExtent(within(10), {
            type: "FeatureCollection",
            features: near,
          });
  return projection.clipExtent([
    [0, 0],
    [WIDTH, height],
  ]);
}
