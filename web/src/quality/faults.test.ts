// What faults are seen by, in other languages: all that the checks of the node name.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FluentResource } from "@fluent/bundle";
import { expect, it, vi } from "vitest";

const ROOT = join(import.meta.dirname, "../../..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

it("every figure that a fault is seen by has a name", () => {
  const folder = "workflows/src/quality";
  const source = readdirSync(join(ROOT, folder)).filter((file) => file.endsWith(".rs"));
  const checks = source.map((file) => read(`${folder}/${file}`)).join("");
  const named = [...checks.matchAll(/evidence\(\s*"([^"]+)"/g)].map(([, what]) => what!);
  const ids = new Set(named.map((what) => `faults-${what.replaceAll(/[^a-z]+/g, "-")}`));
  const said = new FluentResource(read("web/src/messages/de/faults.ftl")).body.map(({ id }) => id);
  expect(ids.size).toBeGreaterThan(30);
  expect(said.sort()).toEqual([...ids].sort());
});

it("a fault is said in German where what it is about suffices", async () => {
  vi.stubGlobal("localStorage", { getItem: () => "de" });
  vi.resetModules();
  const { faultInWords } = await import("./faults");
  vi.unstubAllGlobals();
  expect(faultInWords({ fault: "changed-definition", other: "EU27, EU28" })).toBe(
    "Zahlen stehen für 2 Gebiete verschiedener Zusammensetzung (EU27, EU28): Sie ergeben keine gemeinsame Reihe",
  );
  expect(faultInWords({ fault: "heaping", other: null })).toBeUndefined();
});
