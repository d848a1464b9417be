// Names in other languages: of what the vocabulary ships, and of nothing else.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FluentResource } from "@fluent/bundle";
import { expect, it, vi } from "vitest";

const ROOT = join(import.meta.dirname, "../../..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

/** The ids of German messages behind what they begin with; that French has the same is held beside all messages. */
function idsOf(file: string, begin: string): string[] {
  const ids = new FluentResource(read(`web/src/messages/de/${file}.ftl`)).body.map(({ id }) => id);
  return ids.filter((id) => id.startsWith(begin)).map((id) => id.slice(begin.length));
}

const named = (kind: string) => idsOf("names", `names-${kind}-`);

const firstColumn = (text: string) => new Set(text.split("\n").map((line) => line.split(",")[0]!));

it("every indicator has a name and its weaknesses in each language", () => {
  const folder = "vocabulary/src/indicator";
  const source = readdirSync(join(ROOT, folder)).map((file) => read(`${folder}/${file}`));
  const shipped = [...source.join("").matchAll(/^ +id: "([\w-]+)"/gm)].map((match) => match[1]);
  expect(shipped.length).toBeGreaterThan(60);
  expect(named("indicator").sort()).toEqual(shipped.sort());
  expect(idsOf("weaknesses", "weaknesses-").sort()).toEqual(shipped);
});

it("only places and substances that are shipped have a name, and no country, which the browser names", () => {
  const data = "vocabulary/data";
  const substances = firstColumn(read(`${data}/substances.csv`));
  const places = firstColumn(read(`${data}/places.csv`) + read(`${data}/places_subdivisions.csv`));
  expect(named("substance").filter((id) => !substances.has(id))).toEqual([]);
  expect(named("place").filter((id) => !places.has(id) || (id !== "EU" && id.length === 2))).toEqual([]);
});

it("what the node names is named in the language of the pages", async () => {
  const signal = { substance: "heroin", substance_name: "heroin", place: "DE", place_name: "Germany" };
  const said = [];
  for (const language of ["en", "de", "fr"]) {
    vi.stubGlobal("localStorage", { getItem: () => language });
    vi.resetModules();
    const { indicatorName, placeName, signalName, substanceName } = await import("./names.svelte");
    said.push(signalName(signal), indicatorName("cultivation-area", "cultivation area"));
    // What no message names keeps the node's name; so does what is no country.
    said.push(
      substanceName("x", "a new one"),
      placeName("US-CT", "Connecticut"),
      placeName("EU27", "EU of 27"),
    );
  }
  vi.unstubAllGlobals();
  expect(said).toEqual([
    ...["heroin, Germany", "cultivation area", "a new one", "Connecticut", "EU of 27"],
    ...["Heroin, Deutschland", "Anbaufläche", "a new one", "Connecticut"],
    "Europäische Union der 27 (ab Februar 2020)",
    ...["héroïne, Allemagne", "superficie cultivée", "a new one", "Connecticut"],
    "Union européenne à 27 (à partir de février 2020)",
  ]);
});
