// A team at work: who is signed in looks at a row, with a reason; the supervisor sees who, when, why, and who may
// not; whoever runs the node sees no data; the pages speak the reader's language.

import { createHmac } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { graveFaults, open, ownNode, settled, type Opened, type OwnNode } from "./browser";

const PASSWORD = "seven green lanterns";
const codes: Record<string, string> = {};
const opened: Opened[] = [];
const people: Record<string, Opened> = {};
let own: OwnNode;
let submission: string;

beforeAll(async () => {
  own = await ownNode((run, folder) => {
    const demo = `${import.meta.dirname}/../../demo/canada_opioid_deaths_2022_12`;
    // As if these were not published, and about people.
    const marked = readFileSync(`${demo}.toml`, "utf8")
      .replace("TLP:CLEAR", "TLP:GREEN")
      .replace('subjects = "none"', 'subjects = "deceased"');
    writeFileSync(`${folder}/marked.toml`, marked);
    run("ingest", `${demo}.csv`, "--mapping", `${folder}/marked.toml`);
    submission = run("submissions", "--format", "csv").split("\n")[1]!.split(",")[1]!;
    for (const [name, role] of [
      ["root", "administrator"],
      ["anna", "analyst"],
      ["ben", "assessor"],
      ["sue", "supervisor"],
      ["paul", "police"],
    ]) {
      const purpose = role === "police" ? "law-enforcement" : "public-health";
      const said = run("user", "add", name!, "--role", role!, "--purpose", purpose);
      codes[name!] = /\/welcome#\S+/.exec(said)![0];
    }
  });
});
afterAll(async () => {
  await Promise.all(opened.map(({ browser }) => browser.close()));
  own?.end();
});

/** Opens an account by its link, as the person does. */
async function enter(name: string): Promise<Opened> {
  const one = await open(codes[name]!, { link: own.link });
  opened.push(one);
  people[name] = one;
  for (const field of await one.page.locator("input[type=password]").all()) await field.fill(PASSWORD);
  await one.page.locator("button.main").click();
  await one.page.waitForURL("**/account");
  await settled(one.page);
  if (["root", "sue"].includes(name)) await setUpCodes(one);
  return one;
}

/** Does what the node asks of those who run or oversee it, before anything else opens. */
async function setUpCodes(one: Opened): Promise<void> {
  expect(await one.page.locator("nav a").count()).toBe(0);
  await one.page.locator("button", { hasText: "Set up codes" }).click();
  expect(await graveFaults(one.page)).toEqual([]);
  expect(await one.page.locator("form svg path").getAttribute("d")).toMatch(/^M0 0h1v1h-1z/);
  const secret = await one.page.locator("form code").innerText();
  await one.page.locator("form input").fill(codeOf(secret));
  await one.page.locator("form button").click();
  await one.page.locator("button", { hasText: "Go on" }).click();
  await one.page.locator("h1", { hasText: "Account" }).waitFor();
  await settled(one.page);
}

/** The code that a telephone shows now (RFC 6238). */
function codeOf(secret: string): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac("sha1", key).update(step).digest();
  const number = mac.readUInt32BE(mac.at(-1)! & 15) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, "0");
}

async function visit({ page }: Opened, path: string): Promise<void> {
  await page.goto(new URL(path, own.link.origin).href);
  await settled(page);
}

/** Nothing serious for axe and nothing wider than the window, wide and narrow. */
async function isSound(one: Opened, path: string): Promise<void> {
  for (const width of [1440, 360]) {
    await one.page.setViewportSize({ width, height: 900 });
    await visit(one, path);
    expect(await graveFaults(one.page), `${path} at ${width}`).toEqual([]);
    const inside = await one.page.evaluate(() => document.documentElement.scrollWidth);
    expect(inside, `${path} at ${width}`).toBeLessThanOrEqual(width);
    expect(await one.page.locator("h1").count(), path).toBe(1);
  }
  await one.page.setViewportSize({ width: 1440, height: 900 });
}

test("a supervisor shows who looked at a row, when, why, and who may not", async () => {
  const [anna, sue] = [await enter("anna"), await enter("sue")];
  await visit(await enter("paul"), `/submissions/${submission}/rows/5`);
  await visit(anna, `/submissions/${submission}/rows/5`);
  const asked = anna.page.getByRole("dialog", { name: "Say why you look" });
  expect(await graveFaults(anna.page)).toEqual([]);
  await asked.getByRole("button", { name: "Do not look" }).click();
  await expect.poll(() => anna.page.textContent("main")).toContain("at the head of the page");
  await anna.page.reload();
  await asked.getByLabel("Reason").fill("weekly review für die Behörde");
  await asked.getByRole("button", { name: "Look", exact: true }).click();
  await settled(anna.page);
  expect(await asked.count()).toBe(0);
  expect(await anna.page.textContent("main")).toContain("opioid_toxicity_deaths");
  expect(await anna.page.getByLabel("because").inputValue()).toBe("weekly review für die Behörde");
  // She finds the record by what she knows of it.
  await visit(sue, "/audit");
  await sue.page.getByLabel("File name, source, day or id").fill("nothing-of-the-kind");
  await sue.page.getByRole("button", { name: "Find", exact: true }).click();
  await sue.page.getByText("No file that came in has all these words").waitFor();
  await sue.page.getByLabel("File name, source, day or id").fill("Canada opioid");
  await sue.page.getByLabel("Row (all of it, if left out)").fill("5");
  await sue.page.getByRole("button", { name: "Find", exact: true }).click();
  await sue.page.waitForURL(`**/audit/submissions/${submission}?row=5`);
  await settled(sue.page);
  const looks = sue.page.getByRole("group", { name: "What is on record" });
  const look = looks.getByRole("row").filter({ hasText: "anna" }).filter({ hasText: "saw this row" });
  await expect.poll(() => look.count()).toBeGreaterThan(0);
  expect(await look.first().textContent()).toContain("weekly review für die Behörde");
  expect(await look.first().textContent()).toContain(
    "look at it, search, count, take it out, decide about it",
  );
  const missed = looks.getByRole("row").filter({ hasText: "asked for it; it was not shown to them" });
  const withheld = await missed.filter({ hasText: "paul" }).first().textContent();
  expect(withheld).toContain("nothing: it is not there for them");
  expect(withheld).toContain("Information is there only for the purposes");
  const may = sue.page.getByRole("group", { name: "Who may see it" });
  const paul = may.getByRole("row").filter({ hasText: "paul" });
  expect(await paul.textContent()).toContain("nothing: it is not there for them");
  expect(await paul.textContent()).toContain("Information is there only for the purposes");
  // Her browser remembers an entry that is not there: the audit was put back.
  await visit(sue, "/audit");
  await sue.page.evaluate(() => {
    const name = Object.keys(localStorage).find((name) => name.startsWith("audit-seen:"))!;
    localStorage.setItem(name, JSON.stringify({ number: 9000, link: "00", at: "2026-11-23T09:00:00Z" }));
  });
  await visit(sue, "/audit");
  const alarm = sue.page.getByRole("alert").filter({ hasText: "The audit is not what it was" });
  expect(await alarm.textContent()).toContain("Entry 9000");
  expect(await graveFaults(sue.page)).toEqual([]);
  await alarm.getByRole("button", { name: "I know why" }).click();
  await expect.poll(() => alarm.count()).toBe(0);
  await visit(sue, "/audit");
  expect(await alarm.count()).toBe(0);
  for (const path of ["/audit", `/audit/submissions/${submission}?row=5`, "/audit/people/anna"]) {
    await isSound(sue, path);
  }
  expect([...anna.complaints, ...sue.complaints]).toEqual([]);
});

test("whoever runs the node sees accounts, rules and retention, and no data", async () => {
  const root = await enter("root");
  for (const path of ["/node", "/people", "/account"]) await isSound(root, path);
  await visit(root, "/node");
  expect(await root.page.textContent("main")).toContain("purpose-wall");
  await visit(root, "/audit");
  expect(await root.page.locator("main form").count()).toBe(0);
  await visit(root, `/submissions/${submission}`);
  expect(await root.page.textContent("main")).not.toContain("canada_opioid_deaths");
  expect(root.complaints).toEqual([]);
});

test("what opens the node to somebody waits for the supervisor", async () => {
  const { root, sue } = people;
  await visit(root!, "/people");
  expect(await root!.page.textContent("main")).toContain("waits for a supervisor: until one says yes");
  for (const [name, buttons] of [
    ["anna", 3],
    ["root", 0],
    ["sue", 0],
  ] as const) {
    const account = root!.page.getByRole("row").filter({ hasText: name });
    expect(await account.getByRole("button").count(), name).toBe(buttons);
  }
  await root!.page.getByLabel("Name that signs in").fill("puppet");
  await root!.page.getByLabel("Name as others see it").fill("Somebody");
  await root!.page.getByLabel("Organisation").fill("Elsewhere");
  await root!.page.getByRole("button", { name: "Make the account" }).click();
  const puppet = root!.page.getByRole("row").filter({ hasText: "puppet" });
  await expect.poll(() => puppet.textContent()).toContain("waits for a supervisor, asked for by root");
  await isSound(sue!, "/audit");
  const asked = sue!.page
    .getByRole("listitem")
    .filter({ hasText: "root asks: puppet (Somebody, Elsewhere)" });
  expect(await asked.textContent()).toContain("as analyst, for public health");
  await asked.getByRole("button", { name: "Yes, open puppet" }).click();
  await expect.poll(() => asked.count()).toBe(0);
  await visit(root!, "/people");
  expect(await puppet.textContent()).toContain("invited");
  expect([...root!.complaints, ...sue!.complaints]).toEqual([]);
});

test("the pages speak the language that somebody chose", async () => {
  const one = await open("/", { link: own.link });
  opened.push(one);
  await isSound(one, "/");
  await one.page.getByLabel("Language").selectOption("de");
  await one.page.waitForFunction(() => document.documentElement.lang === "de");
  await settled(one.page);
  expect(await one.page.textContent("footer")).toContain("noch nicht von einer Person mit Deutsch");
  await visit(one, "/nothing-of-the-kind");
  await one.page.getByLabel("Sprache").selectOption("fr");
  await one.page.waitForFunction(() => document.documentElement.lang === "fr");
  expect(await one.page.getByLabel("Langue").inputValue()).toBe("fr");
});

test("nobody erases alone", async () => {
  const { anna } = people;
  await visit(anna!, `/submissions/${submission}`);
  await anna!.page.getByRole("button", { name: "Withdraw …" }).click();
  const dialog = anna!.page.getByRole("dialog");
  await dialog.getByRole("radio", { name: /^Erase/ }).check();
  await dialog.getByRole("textbox").fill("sent by mistake");
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Ask that it be erased" }).click();
  await anna!.page.getByText("You asked for it").waitFor();
  expect(await anna!.page.getByRole("button", { name: /^Agree/ }).count()).toBe(0);
  const ben = await enter("ben");
  for (const path of ["/submissions", `/submissions/${submission}`]) await isSound(ben, path);
  await visit(ben, "/submissions");
  await ben.page.getByText("One waits for an answer").getByRole("link").click();
  await ben.page.getByText("anna asked on").waitFor();
  await ben.page.getByRole("checkbox").check();
  await ben.page.getByRole("button", { name: /^Agree/ }).click();
  await ben.page.getByText("It was erased on").waitFor();
  expect([...anna!.complaints, ...ben.complaints]).toEqual([]);
});
