// Reasons of a score in other languages: every one that the node can give, by its name.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FluentResource } from "@fluent/bundle";
import { expect, it, vi } from "vitest";

const ROOT = join(import.meta.dirname, "../../..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const said = new Set(new FluentResource(read("web/src/messages/de/reasons.ftl")).body.map(({ id }) => id));

it("every reason that the node gives, and every line of its table, is said", () => {
  const source = read("workflows/src/detect/score.rs");
  const named = [
    ...source.matchAll(/"((?:reach|novelty|growth|confidence|doubt|age|fresh|specific|harm)-[a-z-]+)"/g),
  ];
  const table = read("workflows/data/ranking.toml");
  const first = (section: string, key: string) =>
    [...table.matchAll(new RegExp(`\\[\\[${section}\\]\\]\\n(?:${key}) = \\[?"([\\w-]+)"`, "g"))].map(
      ([, of]) => of!,
    );
  const ids = [
    ...named.map(([, id]) => id!),
    ...first("potency", "of").map((of) => `potency-${of}`),
    ...first("harm", "indicator|severity").map((of) => `harm-${of}`),
    ...first("fresh", "cadence").map((of) => `fresh-${of}`),
    ...first("near", "kind").map((of) => `near-${of}`),
    ...first("part", "name").map((of) => `part-${of}`),
    ...["reach-more", "reach-fewer", ...["potency", "harm", "fresh", "near"].map((of) => `${of}-unknown`)],
  ];
  expect(ids.length).toBeGreaterThan(50);
  const all = new Set([...ids.map((id) => `reasons-${id}`), "reasons-harm-of", "reasons-both"]);
  expect([...all].filter((id) => !said.has(id))).toEqual([]);
  expect([...said].filter((id) => !all.has(id))).toEqual([]);
});

it("reasons are joined, with figures as the language writes them", async () => {
  vi.stubGlobal("localStorage", { getItem: () => "de" });
  vi.resetModules();
  const { partName, why } = await import("./reasons");
  vi.unstubAllGlobals();
  const part = (name: string, ...reasons: [string, Record<string, number>][]) => ({
    name,
    points: 3,
    why: "as the node says",
    reasons: reasons.map(([id, values]) => ({ id, values })),
  });
  const words = [
    why(part("growth", ["growth-rise", { times: 2.8181 }], ["growth-one-added", {}]), undefined),
    why(part("harm", ["harm-death", {}]), "medical-examiner-deaths"),
    why(part("novelty", ["novelty-known", {}], ["novelty-began", { days: 1 }]), undefined),
    why(part("reach", ["reach-more", { events: 10800 }]), undefined),
    why(part("confidence", ["confidence-chance", { chance: 0.82, series: 2 }]), undefined),
    why(part("growth", ["growth-rise", { times: 2 }], ["not-yet-known", {}]), undefined),
    why(part("growth"), undefined),
    partName("harm"),
    partName("not-yet-known"),
  ];
  expect(words.map((one) => one?.replaceAll("\u00a0", " "))).toEqual([
    "2,8-mal so viel wie erwartet; zu beidem ein Ereignis hinzugezählt",
    "unbeabsichtigte Drogentodesfälle, Rechtsmedizin: ein Todesfall",
    "hier schon bekannt; es begann einen Tag vor dem Ende des letzten Alarms",
    "10.800 mehr als erwartet in den Zeiträumen mit Alarm",
    "mit einer Wahrscheinlichkeit von 82 % echt, nach 2 Reihen",
    ...[undefined, undefined, "Schaden", undefined],
  ]);
});
