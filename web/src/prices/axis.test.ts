import { expect, it } from "vitest";
import { endOf } from "./axis";

it("ends an axis where the last price is that is not far beyond the others", () => {
  expect(endOf([60, 62, 65, 58, 70, 61, 4000])).toBe(70);
  expect(endOf([60, 62, 65, 58, 70, 61, 90])).toBe(90);
  expect(endOf([10, 20, 30, 40, 50, 60])).toBe(60);
  expect(endOf([60, 60, 60, 60, 60, 60, 61])).toBe(61);
  expect(endOf([50, 4000])).toBe(4000);
  expect(endOf([])).toBe(0);
});
