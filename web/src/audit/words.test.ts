// Rules in other languages: those that ship with the program, and no others.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FluentResource } from "@fluent/bundle";
import { expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../../..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

it("every rule that ships has its sentence", () => {
  const folder = "policy/policies";
  const rules = readdirSync(join(ROOT, folder)).filter((file) => file.endsWith(".cedar"));
  const shipped = rules.flatMap((file) => [...read(`${folder}/${file}`).matchAll(/@id\("([\w-]+)"\)/g)]);
  const said = new FluentResource(read("web/src/messages/de/rules.ftl")).body.map(({ id }) => id);
  expect(shipped.length).toBeGreaterThan(10);
  expect(said.sort()).toEqual(shipped.map(([, id]) => `rules-${id}`).sort());
});
