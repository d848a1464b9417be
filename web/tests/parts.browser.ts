// Of whom a series is: a part that its source tells, drawn beside the whole. A node of its own.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { graveFaults, open, ownNode, type Opened, type OwnNode } from "./browser";

const program = process.env.WATCHFIRE_PROGRAM;
const opened: Opened[] = [];
let node: OwnNode;

const MAPPING = `source = "counts"
title = "Counts by month and sex, made up for a test"
licence = "made up for a test"
kind = "observation"
coverage = "AT"
replaces = "same-keys"
absent = "zero"
retention_years = 5

[handling]
tlp = "TLP:CLEAR"
purposes = ["public-health"]
subjects = "none"

[key]
fields = ["period", "subgroup"]

[known_at]
days_after_period = 10
because = "made up for a test"

[period]
column = "month"
forms = ["iso"]

[place]
constant = "AT"

[[subgroup]]
name = "sex"
column = "sex"
[subgroup.values]
"all" = ""

[[substance]]
constant = "heroin"

[[measure]]
column = "deaths"
indicator = "deaths-selection-b"
unit = "count"
`;

function counts(): string {
  const rows = Array.from({ length: 36 }, (_, at) => {
    const month = `${2021 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
    return [
      `${month},all,${9 + (at % 5)}`,
      `${month},female,${2 + (at % 2)}`,
      `${month},male,${6 + (at % 3)}`,
    ];
  });
  return ["month,sex,deaths", ...rows.flat()].join("\n");
}

beforeAll(async () => {
  if (!program) return;
  node = await ownNode();
  const [file, mapping] = [join(node.folder, "counts.csv"), join(node.folder, "m.toml")];
  writeFileSync(file, counts());
  writeFileSync(mapping, MAPPING);
  node.run("ingest", file, "--mapping", mapping);
  node.run("detect", "--as-of", "2023-06-30");
});
afterAll(async () => {
  await Promise.all(opened.map(({ browser }) => browser.close()));
  expect(opened.flatMap(({ complaints }) => complaints)).toEqual([]);
  node?.end();
});

it.runIf(program)("draws a part beside the whole, and keeps it in the address", async () => {
  const one = await open("/explore?substance=heroin", { link: node.link, width: 360 });
  opened.push(one);
  const { page } = one;
  // The day of the board, not today.
  await page.getByText("As of 30 June 2023").waitFor();
  await page.getByLabel("Compare the whole with").selectOption({ label: "female" });
  await page.getByText("the whole and parts of it").waitFor();
  expect(new URL(page.url()).searchParams.getAll("s").at(-1)).toMatch(/~sex=female$/);
  await page.reload();
  await page.getByRole("button", { name: /sex female/ }).waitFor();
  await page.getByText("Figures as a table").click();
  // The columns come with the figures.
  const heads = page.locator("figure thead th");
  await expect.poll(() => heads.allTextContents()).toEqual(["period", "all", "sex female"]);
  expect(await graveFaults(page)).toEqual([]);
});
