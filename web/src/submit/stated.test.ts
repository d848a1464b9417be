import { describe, expect, it } from "vitest";
import { statedAs } from "./stated";

describe("statedAs", () => {
  it("names the cell and the unit that a mass was converted from", () => {
    expect(statedAs("333000", "kg", ["2023", "10800", "333"])).toEqual({ figure: "333", unit: "t" });
    expect(statedAs("0.0005", "kg", ["0,5", "DE"])).toEqual({ figure: "0,5", unit: "g" });
    expect(statedAs("0.45359237", "kg", ["1"])).toEqual({ figure: "1", unit: "lb" });
  });
  it("says nothing of what the row states so, of other units, and of what no cell states", () => {
    expect(statedAs("333", "kg", ["333"])).toBeUndefined();
    expect(statedAs("1200", "kg", ["1,200"])).toBeUndefined();
    expect(statedAs("10800", "hectare", ["10.8"])).toBeUndefined();
    expect(statedAs("7", "kg", ["2023", "seven", ""])).toBeUndefined();
    expect(statedAs("0", "kg", ["0"])).toBeUndefined();
  });
});
