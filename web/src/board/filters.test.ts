import { describe, expect, it } from "vitest";
import type { Signal } from "../api/client";
import { choose, filterParams, filtersIn, tally, type Filters } from "./filters";

const NONE: Filters = {
  state: "open",
  class: "",
  place: "",
  indicator: "",
  find: "",
  mine: false,
  fresh: false,
};

function signal(id: string, more: Partial<Signal> = {}): Signal {
  return {
    id,
    substance: "fentanyl",
    substance_name: "fentanyl",
    place: "US-CT",
    place_name: "Connecticut",
    country: "US",
    direction: "rise",
    says: "",
    is_synthetic: false,
    onset: "2020-01-01",
    last_alarm: "2020-02-01",
    score: 50,
    findings: 1,
    classes: [{ id: "synthetic-opioids", name: "synthetic opioid" }],
    heard: [],
    ...more,
  };
}

describe("the filters of the board", () => {
  const judged = signal("b", {
    verdict: {
      id: "v",
      judged: "false",
      because: "x",
      judged_on: "2020-03-01",
      position: 1,
    } as Signal["verdict"],
  });
  const all = [
    signal("a"),
    judged,
    signal("c", { substance: "heroin", substance_name: "heroin", classes: [], country: "CA", place: "CA" }),
  ];
  const ids = (filters: Partial<Filters>, followed: string[] = [], earlier?: Set<string>) =>
    choose(all, { ...NONE, ...filters }, followed, earlier).map(({ rank, signal }) => `${rank}${signal.id}`);

  it("show what is open, with the ranks of the whole list", () => {
    expect(ids({})).toEqual(["1a", "3c"]);
    expect(ids({ state: "all" })).toEqual(["1a", "2b", "3c"]);
    expect(ids({ state: "false" })).toEqual(["2b"]);
  });

  it("take a class for all that belongs to it, and a country for all that lies in it", () => {
    expect(ids({ class: "synthetic-opioids", state: "all" })).toEqual(["1a", "2b"]);
    expect(ids({ place: "US" })).toEqual(["1a"]);
  });

  it("find every word, in any order", () => {
    expect(ids({ find: "Connecticut fentanyl" })).toEqual(["1a"]);
    expect(ids({ find: "fentanyl Canada" })).toEqual([]);
  });

  it("know what is followed and what is new", () => {
    expect(ids({ mine: true }, ["c"])).toEqual(["3c"]);
    expect(ids({ fresh: true }, [], new Set(["a"]))).toEqual(["3c"]);
  });

  it("choose among ten thousand", () => {
    const many = Array.from({ length: 10_000 }, (_, at) =>
      signal(`s${at}`, { place_name: at % 2 ? "Riga" : "Tallinn" }),
    );
    expect(choose(many, { ...NONE, find: "riga" }, [], undefined).length).toBe(5_000);
  });
});

it("a tally puts the most frequent first", () => {
  expect(
    tally([
      ["x", "X"],
      ["y", "Y"],
      ["y", "Y"],
    ]).map(({ id, count }) => `${id}${count}`),
  ).toEqual(["y2", "x1"]);
});

describe("the filters of an address", () => {
  it("lead from the board to a signal and back", () => {
    const address = new URLSearchParams({ state: "all", find: "heroin", new: "1", day: "2024-01-01" });
    const get = (name: string) => address.get(name) ?? "";
    const carried = new URLSearchParams(filterParams(get));
    expect(filtersIn((name) => carried.get(name) ?? "")).toEqual(filtersIn(get));
    expect(filtersIn(get)).toEqual({ ...NONE, state: "all", find: "heroin", fresh: true });
    expect(carried.has("day")).toBe(false);
    expect(filtersIn(() => "")).toEqual(NONE);
  });
});
