// A picture of every page, wide and narrow, light and dark, to be looked at.

import { mkdirSync } from "node:fs";
import { it } from "vitest";
import { open, PAGES_TO_SEE } from "./browser";

const FOLDER = process.env.WATCHFIRE_SCREENS ?? "../target/screens";

it.runIf(process.env.WATCHFIRE_SCREENS)(
  "every page is drawn",
  async () => {
    mkdirSync(FOLDER, { recursive: true });
    for (const [name, path] of PAGES_TO_SEE) {
      for (const width of [1440, 360]) {
        for (const scheme of ["light", "dark"] as const) {
          const { browser, page } = await open(await path(), { width, scheme });
          await page.screenshot({ path: `${FOLDER}/${name}-${width}-${scheme}.png`, fullPage: true });
          await browser.close();
        }
      }
    }
  },
  600_000,
);
