import { describe, expect, it } from "vitest";
import type { SeriesName } from "../api/client";
import { byColumn, decode, encode, type Brief } from "./series";

const whole: SeriesName = {
  source: "ct-ocme",
  indicator: "medical-examiner-deaths",
  substance: "fentanyl",
  place: "US-CT",
  cadence: "week",
  unit: "count",
  subgroup: "",
};
const brief = (subgroup: string): Brief => ({
  series: { ...whole, subgroup },
  first: "2012-W01",
  last: "2012-W02",
  points: 2,
  known: 2,
  first_above_zero: null,
});

describe("a series in an address", () => {
  it("keeps of whom it is, whatever signs its source writes", () => {
    for (const subgroup of ["", "setting=Hospital - ER/Outpatient", "sex=50 % ~ unknown", "a=b=c"]) {
      const series = { ...whole, subgroup };
      expect(decode(encode(series))).toEqual(series);
    }
  });

  it("may come from before there were subgroups", () => {
    expect(decode(encode(whole).replace(/~$/, ""))).toEqual(whole);
    expect(decode("ct-ocme~fentanyl")).toBeUndefined();
  });
});

it("tells parts by their column, numbers in the order of numbers", () => {
  const parts = ["sex=Male", "age=under 15", "age=100 and over", "sex=Female", "age=25 to 34"].map(brief);
  const told = byColumn(parts).map(([column, list]) => [column, list.map(({ series }) => series.subgroup)]);
  expect(told).toEqual([
    ["age", ["age=25 to 34", "age=100 and over", "age=under 15"]],
    ["sex", ["sex=Female", "sex=Male"]],
  ]);
});
