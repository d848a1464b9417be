// What went wrong, in other languages: under the words that the node names its problems by.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FluentResource } from "@fluent/bundle";
import { expect, it, vi } from "vitest";

const ROOT = join(import.meta.dirname, "../../..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

const folder = "server/src";
const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" });
const source = files
  .filter((file) => file.endsWith(".rs"))
  .map((file) => read(`${folder}/${file}`))
  .join("");
const said = new FluentResource(read("web/src/messages/de/problems.ftl")).body.map(({ id }) => id);

it("only words that the node uses have a title or a sentence", () => {
  const words = new Set([...source.matchAll(/"([a-z]+(?:-[a-z]+)*)"/g)].map(([, word]) => word!));
  expect(said.length).toBeGreaterThan(50);
  expect(said.filter((id) => !words.has(id.replace(/^problems-(says-)?/, "")))).toEqual([]);
});

it("each sentence that the node names can be said", () => {
  const named = [...source.matchAll(/\.named\(\s*"([a-z-]+)"/g)].map(([, id]) => `problems-says-${id!}`);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((id) => !said.includes(id))).toEqual([]);
});

it("a refusal has its title in the language of the pages, and the node's words", async () => {
  vi.stubGlobal("localStorage", { getItem: () => "de" });
  vi.resetModules();
  const { Refusal } = await import("../api/client");
  vi.unstubAllGlobals();
  const refused = (word: string) =>
    new Refusal(404, { type: `urn:watchfire:problem:${word}`, title: "No", status: 404, detail: "as it is" });
  const [known, other] = [refused("not-found"), refused("not-yet-known")];
  expect([known.title, known.message, known.isNodes]).toEqual(["Das gibt es nicht", "as it is", true]);
  expect(other.title).toBe("No");
  expect(new Refusal(500, undefined).isNodes).toBe(false);
  const named = (id: string, values = {}) =>
    new Refusal(429, { ...refused("too-many-tries").problem!, says: { id, values } });
  const waits = named("too-many-tries", { seconds: "4" });
  expect(waits.message).toContain("in 4 s möglich");
  expect([waits.isNodes, waits.title]).toEqual([false, "Zu viele vergebliche Versuche"]);
  const newer = named("not-yet-known");
  expect([newer.isNodes, newer.message]).toEqual([true, "as it is"]);
});
