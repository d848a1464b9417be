// Regions that a node was given outlines of are areas with a name; those it was not stay points.

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { graveFaults, open, settled, signalOf, type Opened } from "./browser";

// `cargo xtask browse` names the program, and in WATCHFIRE_NODE the node that it serves.
const program = process.env.WATCHFIRE_PROGRAM;
const file = fileURLToPath(new URL("drawn-for-this-test.geojson", import.meta.url));
const opened: Opened[] = [];

function boundaries(...words: string[]): string {
  return execFileSync(program!, ["boundaries", ...words], { encoding: "utf8" });
}

const said = ["--property", "place", "--source", "Rectangles drawn for a test", "--licence", "EUPL-1.2"];

beforeAll(() => {
  if (program) expect(boundaries("add", file, ...said)).toContain("3 places drawn");
});
afterAll(async () => {
  if (program) boundaries("remove", "drawn-for-this-test");
  await Promise.all(opened.map(({ browser }) => browser.close()));
});

it.runIf(program)("shows the region of a signal among its neighbours", async () => {
  for (const how of [{ width: 1440 }, { width: 360, scheme: "dark" }] as const) {
    const one = await open(await signalOf("2022-12-31", "xylazine.US-CT.rise"), how);
    opened.push(one);
    const { page } = one;
    const map = page.getByRole("group", { name: "Map of the signals of the list" });
    const region = map.getByRole("img", { name: "Connecticut: 9.9 times what was expected in March 2020" });
    await region.waitFor();
    expect(await region.evaluate((element) => element.tagName)).toBe("path");
    expect(await page.getByRole("button", { name: "United States" }).getAttribute("aria-pressed")).toBe(
      "true",
    );
    await page.getByText("Regions: Rectangles drawn for a test; EUPL-1.2.").waitFor();
    await page.getByRole("button", { name: "World", exact: true }).click();
    await map.getByRole("img", { name: /^Connecticut: .*%.* [Xx]ylazine$/ }).waitFor();
    expect(await graveFaults(page)).toEqual([]);
    expect(one.complaints).toEqual([]);
  }
});

it.runIf(program)("shades the region on the board, and keeps its rank to click", async () => {
  const one = await open("/?day=2022-12-31&place=US-CT");
  opened.push(one);
  const { page } = one;
  const map = page.getByRole("group", { name: "Map of the signals of the list" });
  await map.getByRole("img", { name: /^Connecticut: / }).waitFor();
  expect(await map.getByRole("button", { name: /Connecticut/ }).count()).toBe(1);
  // Narrowed to a place, the map shows its country; without outlines too.
  const country = page.getByRole("button", { name: "United States" });
  expect(await country.getAttribute("aria-pressed")).toBe("true");
  await page.getByText("Regions: Rectangles drawn for a test; EUPL-1.2.").waitFor();
  boundaries("remove", "drawn-for-this-test");
  await page.reload();
  await settled(page);
  await map.getByRole("button", { name: /Connecticut/ }).waitFor();
  expect(await map.getByRole("img").count()).toBe(0);
  expect(await country.getAttribute("aria-pressed")).toBe("true");
  expect(await page.getByText("Regions:").count()).toBe(0);
  boundaries("add", file, ...said);
  expect(one.complaints).toEqual([]);
});
