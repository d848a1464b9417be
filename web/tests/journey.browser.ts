// The way of a newcomer, with only what the screen says.

import { afterAll, expect, it } from "vitest";
import { open, settled, signalOf, type Opened } from "./browser";

const opened: Opened[] = [];
afterAll(() => Promise.all(opened.map(({ browser }) => browser.close())));

it("leads from the list to the original row in a few steps", async () => {
  const one = await open("/?day=2016-01-31");
  opened.push(one);
  const { page } = one;
  // 1: the first line of the list.
  await page.getByRole("link", { name: "fentanyl", exact: true }).click();
  await settled(page);
  await expect
    .poll(() => page.getByRole("heading", { level: 1 }).textContent())
    .toContain("fentanyl, Connecticut");
  // 2: the row behind its figure stands beside the evidence.
  await page.getByRole("link", { name: /ct_deaths_by_month.csv, row 588/ }).waitFor();
  expect(await page.locator("aside").textContent()).toContain("fentanyl · 37");
  // 3: another point of the chart, from its table.
  await page.getByText("Figures as a table").first().click();
  await page.getByRole("button", { name: "rows behind 2015-09" }).click();
  await expect
    .poll(() => page.getByRole("heading", { name: /Rows behind/ }).textContent())
    .toContain("September 2015");
  expect(new URL(page.url()).searchParams.get("period")).toBe("2015-09");
  expect(one.complaints).toEqual([]);
});

it("is all done by keyboard", async () => {
  const one = await open("/?day=2022-12-31");
  opened.push(one);
  const { page } = one;
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  expect(new URL(page.url()).searchParams.get("row")).toContain("fentanyl.US.rise");
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await settled(page);
  expect(new URL(page.url()).pathname).toContain("/signals/opioid");
  await page.keyboard.press("/");
  await page.keyboard.type("xylaz");
  await page.getByRole("option", { name: /xylazine, Connecticut/ }).waitFor();
  await page.keyboard.press("Enter");
  await expect.poll(() => page.getByRole("heading", { level: 1 }).textContent()).toContain("xylazine");
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
});

it("shows what was known on another day", async () => {
  const one = await open("/");
  opened.push(one);
  const { page } = one;
  await page.getByLabel("What was known on", { exact: true }).fill("2019-09-30");
  await page.getByLabel("What was known on", { exact: true }).dispatchEvent("change");
  await settled(page);
  await expect.poll(() => page.getByRole("link", { name: "xylazine", exact: true }).count()).toBe(1);
  await page.getByLabel("What was known on", { exact: true }).fill("2018-06-30");
  await page.getByLabel("What was known on", { exact: true }).dispatchEvent("change");
  await page.getByRole("button", { name: "Make the list" }).click();
  await expect.poll(() => page.getByText(/series looked at/).count(), { timeout: 60_000 }).toBe(1);
  await page.keyboard.press("t");
  await settled(page);
  expect(new URL(page.url()).searchParams.get("day")).toBeNull();
});

it("keeps a verdict with its reason", async () => {
  const one = await open(await signalOf("2022-12-31", "opioids.CA.rise"));
  opened.push(one);
  const { page } = one;
  await page.getByRole("button", { name: "Judge" }).click();
  await page.getByLabel(/Why\?/).fill("Canada's own agency says so.");
  await page.getByRole("button", { name: "Keep the verdict" }).click();
  await expect.poll(() => page.getByText("judged real").count()).toBe(1);
});

it("turns strangers away and says what to do", async () => {
  const one = await open("/");
  opened.push(one);
  await one.context.clearCookies();
  await one.page.reload();
  await one.page.getByRole("heading", { name: "This browser has not been let in yet" }).waitFor();
});
