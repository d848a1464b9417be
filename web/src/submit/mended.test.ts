import { describe, expect, it } from "vitest";
import { cellsIn, encoded, NoSuchLetter, tableIn, written } from "./mended";

const bytesOf = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer;

describe("a table of rejected rows", () => {
  it("is read with the separator it was written with", () => {
    const file = 'watchfire:row;watchfire:reason;month;drug\r\n5;"a; b ""c""";hello;"two\nlines"\r\n';
    expect(tableIn(bytesOf(file), "utf-8")).toEqual({
      separator: ";",
      encoding: "utf-8",
      names: ["watchfire:row", "watchfire:reason", "month", "drug"],
      rows: [["5", 'a; b "c"', "hello", "two\nlines"]],
    });
    expect(tableIn(bytesOf("watchfire:row\ta\r\n"), "utf-8").separator).toBe("\t");
  });

  it("comes back as it was", () => {
    const rows = [
      ["a", "", 'say "no"', "x,y"],
      ["line\nline", "=1+1", "\u202eabc", "<script>alert(1)</script>"],
      ["", "", "", ""],
      ["'quoted'", " space ", "é", "\r\n"],
    ];
    for (const separator of [",", ";", "\t", "|"])
      expect(cellsIn(written(rows, separator), separator), separator).toEqual(rows);
  });

  it("is read whatever stands in it", () => {
    expect(cellsIn("", ",")).toEqual([]);
    expect(cellsIn("a", ",")).toEqual([["a"]]);
    expect(cellsIn("a,", ",")).toEqual([["a", ""]]);
    expect(cellsIn("a,\r\nb,c", ",")).toEqual([
      ["a", ""],
      ["b", "c"],
    ]);
    expect(cellsIn('"open', ",")).toEqual([["open"]]);
    expect(cellsIn('"a"b,c', ",")).toEqual([["ab", "c"]]);
    const long = "x".repeat(5_000_000);
    expect(cellsIn(`${long},1\n`, ",")[0]![0]).toHaveLength(5_000_000);
  });
});

describe("an encoding", () => {
  it("is written as it is read", () => {
    for (const [encoding, text] of [
      ["utf-8", "Ελλάδα, Łódź, 大麻"],
      ["windows-1252", "Köln, 5 £, Ærø"],
      ["windows-1250", "Łódź, Győr"],
      ["iso-8859-2", "Łódź"],
      ["windows-1251", "Киев"],
      ["shift_jis", "大麻, abc"],
    ] as const)
      expect(new TextDecoder(encoding).decode(encoded(text, encoding)), encoding).toBe(text);
  });

  it("says which letter it does not have", () => {
    expect(() => encoded("Łódź", "windows-1252")).toThrow(NoSuchLetter);
    expect(() => encoded("Łódź", "windows-1252")).toThrow("“Ł”");
  });
});
