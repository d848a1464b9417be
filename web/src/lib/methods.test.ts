// Names of methods in other languages: of all that the node names plainly, and of nothing else.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FluentResource } from "@fluent/bundle";
import { expect, it, vi } from "vitest";

const ROOT = join(import.meta.dirname, "../../..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const ids = new FluentResource(read("web/src/messages/de/methods.ftl")).body.map(({ id }) => id);
const said = (kind: string) =>
  ids.filter((id) => id.startsWith(`methods-${kind}-`)).map((id) => id.slice(`methods-${kind}-`.length));

it("every method has a title, and what has a title, summary or setting is there", () => {
  const [, methods, settings] = read("workflows/src/plain_names.rs").split(/const (?:METHODS|SETTINGS)/);
  const named = (text: string) =>
    [...text.matchAll(/\(\s*"([\w.-]+)",/g)].map(([, name]) => name!.replaceAll(".", "-"));
  expect(said("title").sort()).toEqual(named(methods!).sort());
  const known = new Set([...named(settings!), ...named(methods!)]);
  expect([...said("setting"), ...said("summary")].filter((name) => !known.has(name))).toEqual([]);
  expect(said("summary").length).toBeGreaterThan(15);
});

it("a method is found by its name, with or without its version and settings", async () => {
  vi.stubGlobal("localStorage", { getItem: () => "fr" });
  vi.resetModules();
  const { methodSummary, methodTitle, settingTitle } = await import("./methods");
  vi.unstubAllGlobals();
  expect(methodTitle("onset v1 baseline=5")).toBe("Début d’une flambée");
  expect(methodTitle("algo.rki")).toBe("Moyenne de quelques semaines (RKI)");
  expect(methodSummary("another")).toBeUndefined();
  expect(settingTitle("b")).toBe("Années en arrière");
});
