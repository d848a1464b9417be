import { describe, expect, it } from "vitest";
import { addingUp, day, figure, fullDay, monthsBetween, percent, period, shareOf } from "./words";

describe("a figure", () => {
  it("has commas between thousands and no digit that says nothing", () => {
    const said: [number | null, string][] = [
      [10800, "10,800"],
      [996.8, "997"],
      [99.97, "100"],
      [14, "14"],
      [13.98, "14"],
      [4.12, "4.1"],
      [0, "0"],
      [0.0031, "0.003"],
      [null, "not known"],
    ];
    for (const [value, words] of said) expect(figure(value), String(value)).toBe(words);
  });
});

describe("numbers that add up", () => {
  it("do so as they are written", () => {
    for (const values of [
      [1.44, 1.44, 1.44],
      [2.26, -1.13, -0.55, 0.04],
      [-5.61, 10.22, -0.05],
      [18, 9.06, 3.47],
      [],
    ]) {
      const { parts, sum } = addingUp(values);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(sum, 9);
      parts.forEach((part, at) => expect(Math.abs(part - values[at]!)).toBeLessThan(0.1 + 1e-9));
    }
    expect(addingUp([1.44, 1.44, 1.44])).toEqual({ parts: [1.5, 1.4, 1.4], sum: 4.3 });
  });
});

describe("days and shares", () => {
  it("are written as the node's own sentences write them, in English", () => {
    expect([day("2026-09-01"), fullDay("2026-06-01"), day("soon")]).toEqual([
      "1 Sep 2026",
      "1 June 2026",
      "soon",
    ]);
    expect(["2026-06", "2026-W07", "2026-Q2", "2026"].map(period)).toEqual([
      "June 2026",
      "week 7 of 2026",
      "quarter 2 of 2026",
      "2026",
    ]);
    expect([0.5, 0.9999, 0.0001, 0.993, 0.005].map(percent)).toEqual([
      "50 %",
      "over 99.9 %",
      "under 0.1 %",
      "99.3 %",
      "0.5 %",
    ]);
    expect([shareOf(1, 1000), shareOf(1, 4), shareOf(1, 0)]).toEqual(["under 1 %", "25 %", "—"]);
  });
});

it("months between days are full ones", () => {
  expect(monthsBetween("2023-12-31", "2024-06-30")).toBe(6);
  expect(monthsBetween("2024-01-31", "2024-02-29")).toBe(1);
  expect(monthsBetween("2024-01-20", "2024-02-19")).toBe(0);
  expect(monthsBetween("2024-06-30", "2024-06-30")).toBe(0);
  expect(monthsBetween("2024-07-31", "2024-06-30")).toBe(0);
});
