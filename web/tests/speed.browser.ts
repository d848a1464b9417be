// How fast the pages are: what is sent, and how long a person waits. It prints and judges nothing.

import { gunzipSync, gzipSync } from "node:zlib";
import type { Page, Request } from "playwright-core";
import { expect, it } from "vitest";
import { choose } from "../src/board/filters";
import type { Signal } from "../src/api/client";
import { ask, linkOfNode, open, settled } from "./browser";

const PATIENCE = 600_000;

it.runIf(process.env.WATCHFIRE_SPEED)(
  "prints its figures",
  async () => {
    // The server knows nothing yet when the board is first opened: no page was asked for before.
    const { page, browser } = await open("/nowhere");
    page.setDefaultTimeout(PATIENCE);
    await show(page, "board, first time", "/");
    const { items } = await ask<{ items: Signal[] }>("/api/v1/signals?limit=1000");
    const signal = items[0] ? `/signals/${items[0].id}` : "/signals/none";
    const pages = ["/", signal, "/explore", "/prices", "/quality", "/submissions"];
    for (const path of pages) {
      await show(page, `${path}, first time`, path);
      await show(page, `${path}, again`, path);
    }
    await board(page);
    filter(items);
    await browser.close();
  },
  PATIENCE,
);

/** Opens a page and prints when it says what it is for, when all of it is there, and every question behind it. */
async function show(page: Page, name: string, path: string) {
  const asked: Asked[] = [];
  const finished = (request: Request) => {
    const { pathname, search } = new URL(request.url());
    if (!pathname.startsWith("/api/")) return;
    const { requestStart, responseEnd } = request.timing();
    asked.push({ what: pathname + search, took: responseEnd - Math.max(requestStart, 0) });
  };
  page.on("requestfinished", finished);
  await page.goto("about:blank");
  await page.goto(linkOfNode().origin + path);
  await page.waitForFunction(() => {
    const main = document.querySelector("main");
    const waits = [...(main?.querySelectorAll("[role=status]") ?? [])];
    return (
      main?.querySelector("h1, .none, .empty") && !waits.some((one) => one.textContent?.trim().endsWith("…"))
    );
  });
  const seen = await page.evaluate(() => performance.now());
  await page.waitForLoadState("networkidle", { timeout: PATIENCE });
  // The browser calls it idle half a second after the last answer.
  const all = (await page.evaluate(() => performance.now())) - 500;
  page.off("requestfinished", finished);
  const lines = [
    `${name}: seen after ${seen.toFixed(0)} ms, all there after ${Math.max(seen, all).toFixed(0)} ms`,
  ];
  console.log([...lines, ...inFew(asked)].join("\n"));
}

interface Asked {
  what: string;
  took: number;
}

/** The slowest questions, and how many more there were. */
function inFew(asked: Asked[]): string[] {
  const slowest = asked.sort((a, b) => b.took - a.took).slice(0, 6);
  const lines = slowest.map(({ what, took }) => `    ${took.toFixed(0).padStart(6)} ms ${what}`);
  return asked.length > 6 ? [...lines, `    and ${asked.length - 6} more, none slower`] : lines;
}

type Told = Window & { seenAt?: number };

async function board(page: Page) {
  // The page itself notes when its first row was drawn: whoever drives it may be busy then.
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector("main ol li, main .none, main .empty")) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => ((window as Told).seenAt = performance.now())));
    }).observe(document, { childList: true, subtree: true });
  });
  const sent = new Map<string, number>();
  page.on("response", async (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith(".js")) sent.set(pathname, gzipSync(gunzipOrAsIs(await response.body())).length);
  });
  const waits: number[] = [];
  for (let round = 0; round < 7; round++) {
    await page.goto("about:blank");
    await page.goto(linkOfNode().origin + "/");
    waits.push(
      await page
        .waitForFunction(() => (window as Told).seenAt)
        .then((seen) => seen.jsonValue() as Promise<number>),
    );
    await settled(page);
  }
  const script = [...sent.values()].reduce((sum, bytes) => sum + bytes, 0);
  waits.sort((a, b) => a - b);
  console.log(
    `first view of the board: ${waits[3]!.toFixed(0)} ms (median of 7, ${waits[0]!.toFixed(0)} to ${waits[6]!.toFixed(0)})`,
  );
  console.log(`script for the first view: ${(script / 1000).toFixed(0)} kB compressed, ${sent.size} files`);
  expect(sent.size).toBeGreaterThan(0);
}

function filter(items: Signal[]) {
  if (items.length === 0) return;
  const many = Array.from({ length: 10_000 }, (_, at) => ({ ...items[at % items.length]!, id: `s${at}` }));
  const filters = {
    state: "all",
    class: "",
    place: "",
    indicator: "",
    find: "seizures rise",
    mine: false,
    fresh: false,
  };
  const start = performance.now();
  choose(many, filters, [], undefined);
  console.log(`filtering 10,000 signals by words: ${(performance.now() - start).toFixed(0)} ms`);
}

function gunzipOrAsIs(bytes: Buffer): Buffer {
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}
