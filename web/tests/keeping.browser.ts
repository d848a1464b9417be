// From an empty node to a file that is mended, hidden and erased, and two tabs at once. A node of its own.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { graveFaults, open, ownNode, settled, type Opened, type OwnNode } from "./browser";

const program = process.env.WATCHFIRE_PROGRAM;
const opened: Opened[] = [];
let node: OwnNode;

const MAPPING = `source = "counts"
title = "Counts by month, made up for a test"
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
columns = ["month", "drug"]

[known_at]
days_after_period = 10
because = "made up for a test"

[period]
column = "month"
forms = ["iso"]

[place]
constant = "AT"

[[substance]]
column = "drug"

[[measure]]
column = "events"
indicator = "seizures-quantity"
unit = "kg"
`;

/** Three years of a few hundred grams, one figure a thousand times too large, and two rows that cannot be read. */
function counts(): string {
  const rows = Array.from({ length: 36 }, (_, at) => {
    const month = `${2021 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
    return `${month},heroin,${at === 30 ? 412 : `0.${3 + ((at * 7) % 5)}`}`;
  });
  return ["month,drug,events", ...rows, "2024-01,heroin,=1+1", "2024-13,heroin,0.4"].join("\n");
}

async function tab(path: string): Promise<Opened["page"]> {
  const one = await open(path, { link: node.link });
  opened.push(one);
  return one.page;
}

beforeAll(async () => {
  if (program) node = await ownNode();
});
afterAll(async () => {
  await Promise.all(opened.map(({ browser }) => browser.close()));
  expect(opened.flatMap(({ complaints }) => complaints)).toEqual([]);
  node?.end();
});

it.runIf(program)("says on every page of an empty node what to do first", async () => {
  for (const path of ["/", "/submissions", "/explore", "/prices", "/quality", "/jobs"]) {
    const page = await tab(path);
    const main = page.locator("main");
    await expect.poll(() => main.getByRole("link", { name: /file|submission/i }).count()).toBeGreaterThan(0);
    expect(await graveFaults(page), path).toEqual([]);
  }
});

it.runIf(program)("keeps in mind which rejected rows were mended", async () => {
  const [file, mapping] = [join(node.folder, "counts-of-months.csv"), join(node.folder, "m.toml")];
  writeFileSync(file, counts());
  writeFileSync(mapping, MAPPING);
  expect(node.run("ingest", file, "--mapping", mapping)).toContain("36 accepted, 2 rejected");
  const page = await tab("/submissions");
  await page
    .getByRole("link", { name: /counts-/ })
    .first()
    .click();
  const cell = page.getByLabel("events, row 38");
  await cell.fill("0.5");
  await page.getByRole("button", { name: "Send 1 mended row" }).click();
  await page.getByText("1 of 1 accepted and stored").waitFor();
  await page.reload();
  await settled(page);
  await page.getByText("1 row was mended and accepted since; 1 row is left.").waitFor();
  expect(await cell.isDisabled()).toBe(true);
  expect(await page.getByLabel("month, row 39").isDisabled()).toBe(false);
  // The page of the row leads to the one that stands for it.
  await page.getByRole("link", { name: "38", exact: true }).click();
  await page.getByRole("link", { name: "stands in a later file" }).click();
  await page.getByRole("heading", { level: 1, name: /^Row 2 of mended-counts/ }).waitFor();
});

it.runIf(program)("tells the second of two tabs what the first decided", async () => {
  const id = /unit-outlier-\w+/.exec(node.run("quality", "--format", "csv"))![0];
  const [first, second] = [await tab(`/quality/${id}`), await tab(`/quality/${id}`)];
  for (const [page, verdict, because] of [
    [first, "accept", "grams, says the report"],
    [second, "reject", "it was one load"],
  ] as const) {
    await page
      .getByRole("radio", { name: new RegExp(verdict, "i") })
      .first()
      .check();
    await page.getByLabel("Why? One line").fill(because);
    await page.locator("form button.main").click();
    await settled(page);
  }
  for (const because of ["grams, says the report", "it was one load"])
    await second.getByText(because).first().waitFor();
});

it.runIf(program)("hides a submission, and then erases it", async () => {
  const page = await tab("/submissions");
  await page
    .getByRole("link", { name: /^counts-/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Withdraw …" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("sent by mistake");
  await dialog.getByRole("button", { name: /^Hide/ }).click();
  await page.getByText("It is withdrawn").waitFor();
  await page.getByRole("button", { name: "Erase …" }).click();
  await dialog.getByRole("textbox").fill("it must go");
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: /^Erase/ }).click();
  await page.getByText("It was erased on").waitFor();
  expect(node.run("verify")).not.toContain("damaged");
  const rows = node.run("sql", "select count(*) as n from observations", "--format", "csv");
  expect(rows.trim().split(/\s+/).at(-1)).toBe("1");
});
