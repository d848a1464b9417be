import { describe, expect, it } from "vitest";
import { addingUp, figure } from "./words";

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
