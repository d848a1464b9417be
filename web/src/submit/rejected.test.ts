// Why rows were rejected, in other languages: told from the node's own sentences.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { REASONS, reasonInWords } from "./rejected";

const INTAKE = join(import.meta.dirname, "../../../intake/src");

it("the node says each of these reasons", () => {
  const files = readdirSync(INTAKE, { recursive: true, encoding: "utf8" });
  const sources = files.filter((file) => file.endsWith(".rs"));
  // A string that goes on in the next line is one.
  const said = sources
    .map((file) => readFileSync(join(INTAKE, file), "utf8"))
    .join("\n")
    .replaceAll(/\\\n\s*/g, "")
    .replaceAll('\\"', '"')
    .replaceAll("{REPEATS}", "has the same key");
  const parts = Object.values(REASONS).flatMap((reason) => reason.split(/`?\{\w+\}`?/));
  expect(parts.filter((part) => !said.includes(part.trim()))).toEqual([]);
});

it("a reason is said in the language of the pages, with what stood in the row", async () => {
  expect(reasonInWords("a count is whole: correct the figure")).toBeUndefined();
  vi.stubGlobal("localStorage", { getItem: () => "de" });
  vi.resetModules();
  const german = (await import("./rejected")).reasonInWords;
  vi.unstubAllGlobals();
  const check = (reason: string, expected: string | undefined) => expect(german(reason)).toBe(expected);
  check("a count is whole: correct the figure", "Eine Anzahl ist eine ganze Zahl: Berichtigen Sie sie.");
  const end = ": correct it, set `decimal` or `thousands` under [file], or name the text in [missing]";
  const rest =
    ": Berichtigen Sie sie, setzen Sie „decimal“ oder „thousands“ unter [file], oder nennen Sie den Text in [missing].";
  const number = "this is no number with the decimal sign";
  check(`${number} \`.\`${end}`, `Das ist keine Zahl mit dem Dezimalzeichen „.“${rest}`);
  check(
    `${number} \`,\` and the thousands sign \`.\`${end}`,
    `Das ist keine Zahl mit dem Dezimalzeichen „,“ und dem Tausenderzeichen „.“${rest}`,
  );
  check("another reason that is not known here", undefined);
  for (const reason of Object.values(REASONS)) expect(german(reason), reason).toBeDefined();
});
