import { expect, it } from "vitest";
import type { Run } from "../api/client";
import { around, newestDay } from "./runs";

const runs = ["2024-06-30", "2019-09-30", "2022-12-31", "2019-09-30", "2016-01-31"].map(
  (as_of, number) => ({ as_of, number }) as Run,
);

it("finds the lists nearest to a day that has none", () => {
  const days = (day: string) => around(runs, day).map((run) => run.as_of);
  expect(days("2020-01-01")).toEqual(["2016-01-31", "2019-09-30", "2022-12-31", "2024-06-30"]);
  expect(days("2030-01-01")).toEqual(["2022-12-31", "2024-06-30"]);
  expect(days("2010-01-01")).toEqual(["2016-01-31", "2019-09-30"]);
  expect(around([], "2010-01-01")).toEqual([]);
  expect(around(runs, "2020-01-01")[1]!.number).toBe(1);
  expect(newestDay(runs)).toBe("2024-06-30");
});
