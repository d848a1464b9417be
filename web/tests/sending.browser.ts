// From a file on the disk to the row behind a figure, with only what the screen says.

import { afterAll, expect, it } from "vitest";
import { open, settled, type Opened } from "./browser";

const opened: Opened[] = [];
afterAll(() => Promise.all(opened.map(({ browser }) => browser.close())));

/** A table with one row that cannot be read, and texts that would like to be more than texts. */
const HOSTILE = [
  "month,drug,deaths",
  "2024-01,fentanyl,3",
  "2024-02,<script>document.title='taken'</script>,2",
  "2024-03,=cmd|' /C calc'!A0,1",
  "2024-04,\u202Enatnef,1",
  "2024-05,heroin,many",
].join("\n");

it("proposes how to read a file that nobody knows, and runs nothing that stands in it", async () => {
  const one = await open("/submissions/new");
  opened.push(one);
  const { page } = one;
  const file = {
    name: "<img src=x onerror=alert(1)>.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(HOSTILE),
  };
  await page.setInputFiles("input[type=file]", file);
  await settled(page);
  await expect.poll(() => page.getByText("<script>").count(), { timeout: 30_000 }).toBeGreaterThan(0);
  expect(await page.title()).not.toContain("taken");
  expect(await page.locator("img").count()).toBe(0);
  expect(one.complaints).toEqual([]);
});

it("leads from a submission to a row and on to what used it", async () => {
  const one = await open("/submissions");
  opened.push(one);
  const { page } = one;
  await page
    .getByRole("link", { name: /ct_deaths_by_month.csv/ })
    .first()
    .click();
  await settled(page);
  await expect
    .poll(() => page.getByRole("heading", { level: 1 }).textContent())
    .toContain("ct_deaths_by_month.csv");
  await page.goto(`${page.url().split("?")[0]}/rows/588`);
  await settled(page);
  await expect.poll(() => page.getByText("fentanyl").count()).toBeGreaterThan(0);
  await page.locator('a[href*="/signals/fentanyl.US-CT"]').first().click();
  await settled(page);
  await expect
    .poll(() => page.getByRole("heading", { level: 1 }).textContent())
    .toContain("fentanyl, Connecticut");
  expect(one.complaints).toEqual([]);
});
