// Every text of the pages stands in the message files, in each language, and nowhere else.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FluentResource } from "@fluent/bundle";
import { expect, test } from "vitest";
import { LANGUAGES, pieces, say } from "./messages";
import { inPage, inScript } from "./untranslated";

const SOURCES = join(import.meta.dirname, "..");

/** Words of scripts that look like a text and are none: names of keys, of events, of the web, of columns. */
const NO_TEXTS = new Set([
  ...["Enter", "Esc", "Escape", "Home", "End", "Tab", "Backspace", "Content-Type", "Feature"],
  ...["Watchfire", "· Watchfire", "watchfire.", "Sep", "CSV", "Files"],
  "input, textarea, select, [contenteditable]",
  "input, textarea, select, dialog",
  "input, select",
  ...["known on", "probably at least", "probably at most"],
  // What mappings and the node's proposals are written with.
  ...["TLP:", "TO DECIDE: ", "--part NAME takes another; ", "end of table", "missing figures"],
  ...["column", "file.", "row", "of"],
]);

/** What the node says in English and the pages in other languages: these files are not there in English. */
const OF_THE_NODE = [
  "names.ftl",
  "says.ftl",
  "reasons.ftl",
  "methods.ftl",
  "faults.ftl",
  "weaknesses.ftl",
  "rules.ftl",
  "problems.ftl",
  "rejected.ftl",
];

/** What one language says: ids, and what each needs: variables and marked words. */
function messages(language: string, ofNode = false): Map<string, string> {
  const folder = join(SOURCES, "messages", language);
  const said = new Map<string, string>();
  for (const file of readdirSync(folder).filter((file) => OF_THE_NODE.includes(file) === ofNode)) {
    const text = readFileSync(join(folder, file), "utf8");
    const ids = new FluentResource(text).body.map((entry) => entry.id);
    // What cannot be parsed is dropped without a word by the parser.
    const written = [...text.matchAll(/^([a-z][\w-]*) =/gm)].map((match) => match[1]);
    expect(ids, `${language}/${file}: an entry cannot be read`).toEqual(written);
    for (const [id, body] of entries(text)) {
      expect(said.has(id), `${language}: ${id} stands twice`).toBe(false);
      expect(id.startsWith(`${file.replace(".ftl", "")}-`), `${language}/${file}: ${id}`).toBe(true);
      const needs = [...body.matchAll(/\$\w+|<\w+>/g)].map((match) => match[0]);
      said.set(id, [...new Set(needs)].sort().join(" "));
    }
  }
  return said;
}

/** Each message of a file with everything up to the next. */
function entries(text: string): [string, string][] {
  const parts = text.split(/^(?=[a-z][\w-]* =)/m).filter((part) => /^[a-z][\w-]* =/.test(part));
  return parts.map((part) => [part.slice(0, part.indexOf(" =")), part.replace(/^#.*$/gm, "")]);
}

const sources = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(svelte|ts)$/.test(name))
  .filter((name) => !/\.test\.ts$|\.d\.ts$|(untranslated|messages)\.ts$|Said\.svelte$/.test(name))
  .map((name) => ({ name, text: readFileSync(join(SOURCES, name), "utf8") }));

const english = messages("en");
const NONE = { missing: [], unknown: [], differing: [] };

/** Ids that one language lacks, that only it has, and that need other values there. */
function differences(first: Map<string, string>, other: Map<string, string>) {
  return {
    missing: [...first.keys()].filter((id) => !other.has(id)),
    unknown: [...other.keys()].filter((id) => !first.has(id)),
    differing: [...first.keys()].filter((id) => other.has(id) && other.get(id) !== first.get(id)),
  };
}

test.each(Object.keys(LANGUAGES))("%s says everything, with the same values", (language) => {
  expect(differences(english, messages(language))).toEqual(NONE);
});

test("what the node says in English is said alike in all other languages, and none of it in English", () => {
  const german = messages("de", true);
  expect(german.size).toBeGreaterThan(100);
  expect([...messages("en", true)]).toEqual([]);
  expect(differences(german, messages("fr", true))).toEqual(NONE);
});

test("what the pages ask for is there, and what is there is asked for", () => {
  const asked = new Set<string>();
  const begun = new Set<string>();
  for (const { text } of sources) {
    for (const [, id] of text.matchAll(/\b(?:say|pieces)\(\s*"([\w-]+)"/g)) asked.add(id!);
    for (const [, id] of text.matchAll(/<Said\s[^>]*?\bid="([\w-]+)"/g)) asked.add(id!);
    for (const [, start] of text.matchAll(/`([a-z]+(?:-[a-z0-9]+)*-)\$\{/g)) begun.add(start!);
    for (const [, id] of text.matchAll(/"([a-z]+-[a-z0-9-]+)"/g)) if (english.has(id!)) asked.add(id!);
  }
  const lacking = [...asked].filter((id) => !english.has(id));
  const isBegun = (id: string) => [...begun].some((start) => id.startsWith(start));
  const all = [...english.keys(), ...messages("de", true).keys()];
  const unused = all.filter((id) => !asked.has(id) && !isBegun(id));
  expect({ lacking, unused }).toEqual({ lacking: [], unused: [] });
});

test("no text stands outside the message files", () => {
  // Sentences of the node, to know them by.
  const ours = sources.filter(({ name }) => name !== "submit/rejected.ts");
  const found = ours.flatMap(({ name, text }) => {
    const texts = name.endsWith(".svelte") ? inPage(text) : inScript(text);
    return texts.filter((text) => !NO_TEXTS.has(text)).map((text) => `${name}: ${text}`);
  });
  expect(found).toEqual([]);
});

test("texts are found wherever a person would read them", () => {
  const check = (source: string, expected: string[]) => expect(inPage(source), source).toEqual(expected);
  check("<p>Two words</p>", ["Two words"]);
  check('<button title="Close">×</button>', ["Close"]);
  check('<Told title="Nothing came" />', ["Nothing came"]);
  check('<p class="soft wide" style="top: 0">{say("x")}</p>', []);
  check("<p><code>watchfire serve</code></p>", []);
  check('<p>{is ? "one word" : `${n} rows`}</p>', ["one word", "rows"]);
  check('<script lang="ts">const a: "two words" = x; import b from "c d";</script>', []);
  check('<script>const KEYS = [["j", "next signal"]];</script>', ["next signal"]);
  expect(inScript('const a = "Not known yet"; const b = `${a} of ${b}`; const c = "row-id";')).toEqual([
    "Not known yet",
    "of",
  ]);
});

test("a text can have marked words in it", () => {
  expect(say("frame-language")).toBe("Language");
  expect(pieces("frame-no-page-nearest", { page: "Jobs" })).toEqual([
    { tag: "near", text: "Go to Jobs" },
    { tag: "", text: ", or " },
    { tag: "home", text: "to the signals" },
    { tag: "", text: "." },
  ]);
});
