import { geoContains } from "d3-geo";
import { describe, expect, it } from "vitest";
import { around, credits, regionOf, within, type Credit, type Regions } from "./boundaries";

const credit: Credit = { name: "drawn", source: "drawn for this test", licence: "none" };

/** A square as the node sends it: its ring runs against the clock. */
function square(id: string, country: string, west: number, south: number, size = 1) {
  const [east, north] = [west + size, south + size];
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  const geometry = { type: "MultiPolygon", coordinates: [[ring]] };
  return regionOf({ type: "Feature", id, properties: { name: id, country }, geometry }, credit);
}

const all: Regions = new Map(
  [
    square("US-CT", "US", -73, 41),
    square("US-NY", "US", -76, 42, 3),
    square("US-CA", "US", -120, 36),
    square("CA-QC", "CA", -73, 46),
    square("US", "US", -120, 30, 20),
  ].map((one) => [one.id, one]),
);

describe("regions", () => {
  it("hold what lies inside them and not the rest of the globe", () => {
    expect(geoContains(all.get("US-CT")!.outline, [-72.5, 41.5])).toBe(true);
    expect(geoContains(all.get("US-CT")!.outline, [0, 0])).toBe(false);
    expect(all.get("US-CT")!.area).toBeLessThan(0.01);
  });

  it("have those of their country around them, the largest first", () => {
    expect(around(all, "US-CT").map(({ id }) => id)).toEqual(["US-NY", "US-CT"]);
    expect(around(all, "US")).toEqual([]);
    expect(around(all, "nuts:AT13")).toEqual([]);
  });

  it("are all those of a country, but for the country itself", () => {
    expect(within(all, "US").map(({ id }) => id)).toEqual(["US-NY", "US-CA", "US-CT"]);
    expect(within(all, "AT")).toEqual([]);
  });

  it("name who drew them once", () => {
    expect(credits(all.values())).toEqual([credit]);
    expect(credits([])).toEqual([]);
  });
});
