// A browser for the tests: Debian's Chromium, with everything that a page complains of written down.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";

export interface Opened {
  browser: Browser;
  context: BrowserContext;
  page: Page;
  /** Errors of scripts and refusals of the content security policy. */
  complaints: string[];
}

export interface How {
  width?: number;
  height?: number;
  scheme?: "light" | "dark";
  motion?: "reduce" | "no-preference";
  /** The link of another node than the one that all tests share. */
  link?: URL;
}

/** The link that `watchfire serve` printed. */
export function linkOfNode(): URL {
  const link = process.env.WATCHFIRE_LINK;
  if (!link) throw new Error("WATCHFIRE_LINK is not set; `cargo xtask browse` starts a node and sets it");
  return new URL(link);
}

/** A node of its own, empty, for a test that changes it. */
export interface OwnNode {
  link: URL;
  /** A folder for its files, gone with it. */
  folder: string;
  /** Runs a command on it. */
  run: (...words: string[]) => string;
  end: () => void;
}

export async function ownNode(
  before: (run: OwnNode["run"], folder: string) => void = () => {},
): Promise<OwnNode> {
  const program = process.env.WATCHFIRE_PROGRAM;
  if (!program) throw new Error("WATCHFIRE_PROGRAM is not set; `cargo xtask browse` builds one and sets it");
  const folder = mkdtempSync(join(tmpdir(), "watchfire-pages-"));
  const env = { ...process.env, WATCHFIRE_NODE: join(folder, "node") };
  const run = (...words: string[]) => execFileSync(program, words, { encoding: "utf8", env });
  run("init");
  before(run, folder);
  const server = spawn(program, ["serve", "--port", "0", "--detect-after", "never"], { env });
  const link = await new Promise<URL>((found, failed) => {
    let said = "";
    server.once("exit", (code) => failed(new Error(`watchfire serve ended with ${code}: ${said}`)));
    for (const stream of [server.stdout, server.stderr])
      stream.on("data", (bytes: Buffer) => {
        said += bytes;
        const link = /serves (http:\S+)/.exec(said)?.[1];
        if (link) found(new URL(link));
      });
  });
  const end = () => {
    server.removeAllListeners("exit");
    server.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    server.kill();
  };
  return { link, folder, run, end };
}

/** Opens a page of the node, let in by the link. */
export async function open(path: string, how: How = {}): Promise<Opened> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  const context = await browser.newContext({
    viewport: { width: how.width ?? 1440, height: how.height ?? 900 },
    colorScheme: how.scheme ?? "light",
    reducedMotion: how.motion ?? "reduce",
    locale: "en-GB",
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    const text = message.text();
    // The list of a day that none was made for is not there: the page says so, and the console too.
    if (message.type() === "error" && !text.startsWith("Failed to load resource")) complaints.push(text);
  });
  const link = how.link ?? linkOfNode();
  await page.goto(link.href);
  if (path !== "/") await page.goto(new URL(path, link.origin).href);
  await settled(page);
  return { browser, context, page, complaints };
}

/** Waits until nothing is asked of the node any more. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
}

/** What axe finds that is serious or worse. */
export async function graveFaults(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  return found.violations
    .filter((one) => one.impact === "serious" || one.impact === "critical")
    .flatMap((one) =>
      one.nodes.map((node) => `${one.id}: ${node.target.join(" ")}: ${node.failureSummary ?? ""}`),
    );
}

/** Asks the node itself. */
export async function ask<T>(path: string): Promise<T> {
  const link = linkOfNode();
  const headers = { authorization: `Bearer ${link.searchParams.get("token")}` };
  const answer = await fetch(new URL(path, link.origin), { headers });
  if (!answer.ok) throw new Error(`GET ${path} answers ${answer.status}`);
  return (await answer.json()) as T;
}

/** The address of a signal of a list, whatever version its rule has. */
export async function signalOf(day: string, beginning: string): Promise<string> {
  const list = await ask<{ items: { id: string }[] }>(`/api/v1/signals?as_of=${day}&limit=1000`);
  const found = list.items.find(({ id }) => id.startsWith(beginning));
  if (!found) throw new Error(`no signal of ${day} begins with ${beginning}`);
  return `/signals/${found.id}?day=${day}`;
}

async function firstSubmission(): Promise<string> {
  const list = await ask<{ items: { id: string }[] }>("/api/v1/submissions?limit=1");
  return list.items[0]!.id;
}

/** Every page that a node with the demo's figures has something on. */
export const PAGES_TO_SEE: [string, () => Promise<string>][] = [
  ["board", async () => "/?day=2022-12-31"],
  ["board-latest", async () => "/"],
  ["board-without-a-list", async () => "/?day=2010-01-01"],
  ["signal", () => signalOf("2022-12-31", "fentanyl.US.rise")],
  ["signal-fall", () => signalOf("2022-12-31", "heroin.US.fall")],
  ["quality", async () => "/quality"],
  ["submissions", async () => "/submissions"],
  ["submission", async () => `/submissions/${await firstSubmission()}`],
  ["row", async () => `/submissions/${await firstSubmission()}/rows/2`],
  ["new", async () => "/submissions/new"],
  ["explore", async () => "/explore?substance=fentanyl&place=US"],
  ["prices", async () => "/prices"],
  ["jobs", async () => "/jobs"],
  ["no-such-page", async () => "/nowhere"],
];
