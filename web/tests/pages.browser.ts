// Every page: nothing serious for axe, no complaint of the browser, nothing wider than the window.

import { afterAll, describe, expect, it } from "vitest";
import { graveFaults, open, PAGES_TO_SEE, type Opened } from "./browser";

const opened: Opened[] = [];
afterAll(() => Promise.all(opened.map(({ browser }) => browser.close())));

describe.each(PAGES_TO_SEE)("%s", (_, path) => {
  it.each([
    ["wide and light", { width: 1440, scheme: "light" }],
    ["narrow and dark", { width: 360, scheme: "dark" }],
  ] as const)("is sound, %s", async (_, how) => {
    const one = await open(await path(), how);
    opened.push(one);
    expect(await graveFaults(one.page)).toEqual([]);
    expect(one.complaints).toEqual([]);
    const [inside, window] = await one.page.evaluate(() => [
      document.documentElement.scrollWidth,
      innerWidth,
    ]);
    expect(inside).toBeLessThanOrEqual(window!);
    expect(await one.page.locator("h1").count()).toBe(1);
    await one.browser.close();
  });
});
