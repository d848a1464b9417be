import { expect, it } from "vitest";
import type { Signal, SignalInFull } from "../api/client";
import { relations } from "./relations";

const signal = (place: string, observed: number, expected: number | null) =>
  ({ place, leading_finding: { observed, expected, period: "2020-04" } }) as unknown as Signal;

it("tells the signal's own figure first, then other signals', then the latest of a series", () => {
  const own = signal("US-CT", 21, 4.2);
  const full = {
    signal: own,
    series: [
      {
        series: { place: "US-MA" },
        points: [
          { period: "2020-05", observed: 3, expected: 6 },
          { period: "2020-06", observed: 3, expected: null },
        ],
      },
      { series: { place: "US-CT" }, points: [{ period: "2022-12", observed: 1, expected: 2 }] },
    ],
  } as unknown as SignalInFull;
  const told = relations(full, [signal("US-NY", 8, 4), signal("US-CT", 1, 1), signal("US-RI", 8, null)]);
  expect(Object.fromEntries(told)).toEqual({
    "US-CT": { times: 5, period: "2020-04" },
    "US-NY": { times: 2, period: "2020-04" },
    "US-MA": { times: 0.5, period: "2020-05" },
  });
});
