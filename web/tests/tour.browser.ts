// The pictures of docs/tour.md, taken on a node with the demo's figures.

import { expect, it } from "vitest";
import { open, settled, signalOf } from "./browser";

const FOLDER = process.env.WATCHFIRE_TOUR ?? "";

it.runIf(FOLDER)(
  "takes the pictures of the tour",
  async () => {
    const shots: [string, string, number?][] = [
      ["board", "/?day=2022-12-31"],
      ["signal", await signalOf("2022-12-31", "fentanyl.US.rise"), 980],
      ["quality", "/quality"],
      ["submissions", "/submissions"],
      ["explore", "/explore?substance=fentanyl&place=US&indicator=seizures-quantity"],
      ["jobs", "/jobs"],
    ];
    for (const [name, path, height] of shots) {
      const { browser, page } = await open(path, { height: height ?? 860, width: 1280 });
      await settled(page);
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: `${FOLDER}/${name}.png` });
      await browser.close();
    }
    const { browser, page } = await open("/submissions/new", { height: 860, width: 1280 });
    await page.setInputFiles("input[type=file]", "../demo/ct_deaths_by_month.csv");
    await page.getByText(/^→/).first().waitFor({ timeout: 60_000 });
    await settled(page);
    await page.screenshot({ path: `${FOLDER}/new.png` });
    expect(await page.locator("h1").count()).toBe(1);
    await browser.close();
  },
  300_000,
);
