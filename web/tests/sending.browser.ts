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
  await page.getByRole("button", { name: "Try it" }).click();
  await expect.poll(() => page.getByText("3 rejected").count(), { timeout: 30_000 }).toBe(1);
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

const TWO_PLACES = [
  "Fecha,Residencia,Hallazgo,Sustancia,Cantidad",
  "03/01/2024,Madrid,Barcelona,Heroína,1",
  "14/01/2024,Sevilla,Barcelona,Fentanilo,2",
  "15/02/2024,Madrid,Valencia,Heroína,3",
].join("\n");

it("shows on the rows themselves what a correction changes, and keeps what was decided", async () => {
  const one = await open("/submissions/new");
  opened.push(one);
  const { page } = one;
  const file = { name: "hallazgos.csv", mimeType: "text/csv", buffer: Buffer.from(TWO_PLACES) };
  await page.setInputFiles("input[type=file]", file);
  const place = page.getByLabel("What the column Residencia holds");
  const rows = page.getByRole("group", { name: "Rows of the file" });
  await expect.poll(() => rows.getByText("Barcelona · 2024-01-03").count(), { timeout: 30_000 }).toBe(1);
  expect(await place.inputValue()).toBe("nothing");

  const licence = page.getByLabel("Under which terms the file may be used");
  await licence.fill("CC0");
  await licence.press("Tab");
  await place.selectOption("place");
  await expect
    .poll(() => rows.getByText(/^heroin · Madrid[^·]* · 2024-01-03$/).count(), { timeout: 30_000 })
    .toBe(1);
  expect(await rows.getByText("Barcelona · 2024-01-03").count()).toBe(0);
  const mapping = page.getByRole("textbox", { name: "The mapping" });
  expect(await mapping.inputValue()).toContain('licence = "CC0"');

  const days = page.getByLabel("How days are written");
  await days.fill("%m/%d/%Y");
  await days.press("Tab");
  await expect.poll(() => rows.getByText(/▲ rejected, Fecha/).count()).toBe(2);
  await days.fill("%d/%m/%Y");
  await days.press("Tab");
  await expect.poll(() => rows.getByText(/▲ rejected/).count()).toBe(0);

  await page.getByLabel("The largest place the rows cover").fill("Atlantis");
  await page.getByLabel("The largest place the rows cover").press("Tab");
  await expect.poll(() => page.getByText("No row can be read so").count()).toBe(1);
  // A setting that will not do is refused, and nothing else is complained of.
  expect(one.complaints.filter((said) => !said.includes("422"))).toEqual([]);
});

it("asks for the file again after the page was loaded anew, and nothing else", async () => {
  const one = await open("/submissions/new");
  opened.push(one);
  const { page } = one;
  page.on("dialog", (dialog) => void dialog.accept());
  const file = { name: "hallazgos.csv", mimeType: "text/csv", buffer: Buffer.from(TWO_PLACES) };
  await page.setInputFiles("input[type=file]", file);
  const place = page.getByLabel("What the column Residencia holds");
  await place.selectOption("place", { timeout: 30_000 });
  await page.getByText("as you say").waitFor();
  await page.reload();
  await page.getByText("You were describing").waitFor();
  await page.setInputFiles("input[type=file]", file);
  await expect.poll(() => place.inputValue().catch(() => ""), { timeout: 30_000 }).toBe("place");
});
