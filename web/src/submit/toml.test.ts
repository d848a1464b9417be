import { describe, expect, it } from "vitest";
import {
  openOf,
  quoted,
  settingOf,
  settingsOf,
  textOf,
  textsOf,
  withSetting,
  withoutSetting,
  written,
} from "./toml";

const MAPPING = `# A proposal.
source = "city"                          # part of every fact's key
licence = "TO STATE"                     # under which terms
coverage = { to_decide = "world" }       # the largest place
absent = { to_decide = "unknown" }

[handling]
# handling: TLP:AMBER (guess): TO DECIDE: who may
# see it is not in the file
tlp = { to_decide = "TLP:AMBER" }        # sealed
purposes = { to_decide = ["public-health"] }

[known_at]
days_after_period = { to_decide = 60 }

[[substance]]
column = "drug"
values = { "" = { to_decide = "all-drugs" }, "H" = "heroin" }

[[measure]]
column = "events # not a comment"
indicator = { to_decide = "seizures-number" }

[[measure]]
column = "pounds"
indicator = { to_decide = "TO STATE (2025)" }

[missing]
"<5" = { to_decide = "suppressed" }
`;

describe("the settings of a mapping", () => {
  it("are named as the node names them", () => {
    expect(openOf(MAPPING).map((setting) => [setting.path, setting.raw])).toEqual([
      ["licence", '"TO STATE"'],
      ["coverage", '"world"'],
      ["absent", '"unknown"'],
      ["handling.tlp", '"TLP:AMBER"'],
      ["handling.purposes", '["public-health"]'],
      ["known_at.days_after_period", "60"],
      ['substance.values.""', '"all-drugs"'],
      ["measure[1].indicator", '"seizures-number"'],
      ["measure[2].indicator", '"TO STATE (2025)"'],
      ['missing."<5"', '"suppressed"'],
    ]);
  });

  it("carry what the comments above and beside them say", () => {
    expect(settingOf(MAPPING, "handling.tlp")?.says).toBe(
      "handling: TLP:AMBER (guess): TO DECIDE: who may see it is not in the file. sealed",
    );
    expect(settingOf(MAPPING, "handling.purposes")?.says).toBe("");
  });

  it("are found whatever else stands in the text", () => {
    expect(settingsOf("a = [1, '[', \"]\", # ]\n 2]\nb = 2").map(({ path }) => path)).toEqual(["a", "b"]);
    for (const text of [
      "",
      "a",
      "a =",
      "a = {",
      'a = "',
      "[",
      "[[",
      "= 3",
      "a = [",
      "\n\n]]}}",
      "a = {b = {",
    ])
      expect(settingsOf(text), text).toEqual([]);
    expect(settingsOf('broken = "\nsound = 1').map(({ path }) => path)).toEqual(["sound"]);
    expect(settingsOf("a = 1\r\n# why\r\nb = 2\r\n").map(({ path, says }) => [path, says])).toEqual([
      ["a", ""],
      ["b", "why"],
    ]);
  });
});

describe("a decision", () => {
  it("takes the braces away and leaves all else as it was", () => {
    const decided = withSetting(MAPPING, "handling.tlp", '"TLP:CLEAR"');
    expect(decided).toBe(MAPPING.replace('{ to_decide = "TLP:AMBER" }', '"TLP:CLEAR"'));
    expect(openOf(decided)).toHaveLength(openOf(MAPPING).length - 1);
  });

  it("can be made for one value inside several", () => {
    const decided = withSetting(MAPPING, 'substance.values.""', '"all-drugs"');
    expect(decided).toContain('values = { "" = "all-drugs", "H" = "heroin" }');
  });

  it("is changed again", () => {
    const once = withSetting(MAPPING, "absent", '"zero"');
    expect(withSetting(once, "absent", '"unknown"')).toContain('absent = "unknown"\n');
  });

  it("adds a setting that is not there where it belongs", () => {
    expect(withSetting("a = 1\n\n[b]\nc = 2\n", "d", "3")).toBe("a = 1\nd = 3\n\n[b]\nc = 2\n");
    expect(withSetting("a = 1\n\n[b]\nc = 2\n", "b.d", "3")).toBe("a = 1\n\n[b]\nd = 3\nc = 2\n");
    expect(withSetting("a = 1\n", "b.d", "3")).toBe("a = 1\n\n[b]\nd = 3\n");
    expect(withSetting("", "d", "3")).toBe("d = 3\n");
  });

  it("takes a setting away with its line", () => {
    expect(withoutSetting("a = 1\nb = 2 # why\nc = 3\n", "b")).toBe("a = 1\nc = 3\n");
    expect(withoutSetting("a = 1\n", "z")).toBe("a = 1\n");
  });
});

describe("a text", () => {
  it("comes back as it was written", () => {
    for (const text of ["", "plain", 'a "b" \\ c', "line\nline\ttab", "\u0007", "ž €", "</script>", "\u202e"])
      expect(textOf(quoted(text))).toBe(text);
    expect(textOf("'C:\\x'")).toBe("C:\\x");
    expect(textsOf("[\"a, b\", 'c']")).toEqual(["a, b", "c"]);
  });

  it("keeps the kind of the value it takes the place of", () => {
    expect(written("30", "60")).toBe("30");
    expect(written("soon", "60")).toBe('"soon"');
    expect(written("a, b", '["c"]')).toBe('["a", "b"]');
    expect(written("60", '"x"')).toBe('"60"');
    expect(written("2024-01-01", "2020-05-05")).toBe("2024-01-01");
  });
});
