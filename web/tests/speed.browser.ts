// How fast the pages are: what is sent, and how long a person waits. It prints and judges nothing.

import { gunzipSync, gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { choose } from "../src/board/filters";
import type { Signal } from "../src/api/client";
import { ask, linkOfNode, open, settled } from "./browser";

it.runIf(process.env.WATCHFIRE_SPEED)(
  "prints its figures",
  async () => {
    const { page, context, browser } = await open("/");
    const sent = new Map<string, number>();
    page.on("response", async (response) => {
      const { pathname } = new URL(response.url());
      if (pathname.endsWith(".js")) sent.set(pathname, gzipSync(gunzipOrAsIs(await response.body())).length);
    });
    const waits: number[] = [];
    for (let round = 0; round < 7; round++) {
      await context.clearCookies({ name: "none" });
      await page.goto("about:blank");
      await page.goto(linkOfNode().origin + "/");
      await page.locator("ol li, .none, .empty").first().waitFor();
      waits.push(await page.evaluate(() => performance.now()));
      await settled(page);
    }
    const script = [...sent.values()].reduce((sum, bytes) => sum + bytes, 0);
    const { items } = await ask<{ items: Signal[] }>("/api/v1/signals?limit=1000");
    const many = Array.from({ length: 10_000 }, (_, at) => ({
      ...items[at % Math.max(items.length, 1)]!,
      id: `s${at}`,
    }));
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
    if (items.length > 0) choose(many, filters, [], undefined);
    const filtering = performance.now() - start;
    waits.sort((a, b) => a - b);
    console.log(
      `first view of the board: ${waits[3]!.toFixed(0)} ms (median of 7, ${waits[0]!.toFixed(0)} to ${waits[6]!.toFixed(0)})`,
    );
    console.log(`script for the first view: ${(script / 1000).toFixed(0)} kB compressed, ${sent.size} files`);
    console.log(`filtering 10,000 signals by words: ${filtering.toFixed(0)} ms`);
    expect(sent.size).toBeGreaterThan(0);
    await browser.close();
  },
  300_000,
);

function gunzipOrAsIs(bytes: Buffer): Buffer {
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}
