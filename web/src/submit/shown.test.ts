import { describe, expect, it } from "vitest";
import { bytes, partsIn, restOf, shown } from "./shown";

describe("a cell", () => {
  it("shows signs that hide or turn the text round", () => {
    expect(shown("abc\u202egnp.exe")).toBe("abc⟨U+202E⟩gnp.exe");
    expect(shown("a\u0000b\u200b")).toBe("a⟨U+0000⟩b⟨U+200B⟩");
    expect(shown("one\r\ntwo\tthree")).toBe("one↵two⇥three");
    expect(shown("<script>alert(1)</script>")).toBe("<script>alert(1)</script>");
    expect(shown("Ελλάδα, Żółć, العربية, 👩‍🔬".slice(0, 20))).toContain("Ελλάδα");
  });

  it("is cut where it is long, and says how long it is", () => {
    expect(shown("x".repeat(5_000_000))).toHaveLength(200);
    expect(restOf("x".repeat(5_000_000))).toBe(5_000_000);
    expect(restOf("x")).toBe(0);
    expect(shown("👍".repeat(300), 2)).toBe("👍👍");
  });
});

describe("words", () => {
  it("tell bytes", () => {
    expect([0, 999, 1_000, 7_364, 52_000, 4_006_654, 3e9].map(bytes)).toEqual([
      "0 B",
      "999 B",
      "1.0 kB",
      "7.4 kB",
      "52 kB",
      "4.0 MB",
      "3.0 GB",
    ]);
  });

  it("list the parts of a file", () => {
    expect(partsIn("the zip file has `a.csv`, `b c.csv`, and this is the first")).toEqual([
      "a.csv",
      "b c.csv",
    ]);
  });
});
