// What a reader follows stays in the browser, and what became of it is said at the next visit.

import { afterAll, expect, it } from "vitest";
import { open, settled, signalOf, type Opened } from "./browser";

const opened: Opened[] = [];
afterAll(() => Promise.all(opened.map(({ browser }) => browser.close())));

it("is told what has changed of what is followed", async () => {
  const one = await open(await signalOf("2022-12-31", "xylazine.US-CT.rise"));
  opened.push(one);
  const { page } = one;
  await page.getByRole("button", { name: "Follow", exact: true }).click();
  await page.getByRole("button", { name: "Followed" }).waitFor();
  await page.goto(new URL("/?day=2022-12-31&mine=1", page.url()).href);
  await settled(page);
  await expect.poll(() => page.locator("ol li").count()).toBe(1);
  // As if the reader had been away while alarms came in.
  await page.evaluate(() => {
    const seen = JSON.parse(localStorage.getItem("watchfire.seen") ?? "{}") as Record<
      string,
      { last_alarm: string }
    >;
    for (const one of Object.values(seen)) one.last_alarm = "2019-12-31";
    localStorage.setItem("watchfire.seen", JSON.stringify(seen));
  });
  await page.reload();
  await page.getByRole("status", { name: "What you follow" }).waitFor();
  expect(await page.getByRole("status", { name: "What you follow" }).textContent()).toContain(
    "has a new alarm",
  );
  expect(one.complaints).toEqual([]);
});
