// Every page: its address, its title, and where its code is. A page is loaded when it is gone to.

import type { Component } from "svelte";
import { say } from "./messages";

interface Page {
  /** The address it begins with. */
  path: string;
  title: string;
  isListed: boolean;
  /** The role it is for; all of them where it is left out. */
  role?: string;
  /** Whether it has pages below its address: of one signal, one file, one fault. */
  hasParts: boolean;
  load: () => Promise<{ default: Component }>;
}

export const PAGES: Page[] = [
  {
    path: "/",
    title: say("lib-page-signals"),
    isListed: true,
    hasParts: false,
    load: () => import("../board/Board.svelte"),
  },
  {
    path: "/signals",
    title: say("lib-page-signal"),
    isListed: false,
    hasParts: true,
    load: () => import("../signal/SignalPage.svelte"),
  },
  {
    path: "/submissions",
    title: say("lib-page-submissions"),
    isListed: true,
    hasParts: true,
    load: () => import("../submit/Pages.svelte"),
  },
  {
    path: "/explore",
    title: say("lib-page-explore"),
    isListed: true,
    hasParts: false,
    load: () => import("../explore/Explore.svelte"),
  },
  {
    path: "/prices",
    title: say("lib-page-prices"),
    isListed: true,
    hasParts: false,
    load: () => import("../prices/Prices.svelte"),
  },
  {
    path: "/quality",
    title: say("lib-page-quality"),
    isListed: true,
    hasParts: true,
    load: () => import("../quality/Quality.svelte"),
  },
  {
    path: "/jobs",
    title: say("lib-page-jobs"),
    isListed: true,
    hasParts: false,
    load: () => import("../jobs/Jobs.svelte"),
  },
  {
    path: "/people",
    title: say("lib-page-people"),
    isListed: true,
    role: "administrator",
    hasParts: false,
    load: () => import("../people/People.svelte"),
  },
  {
    path: "/node",
    title: say("node-title"),
    isListed: true,
    role: "administrator",
    hasParts: false,
    load: () => import("../node/Node.svelte"),
  },
  {
    path: "/audit",
    title: say("audit-title"),
    isListed: true,
    role: "supervisor",
    hasParts: true,
    load: () => import("../audit/Pages.svelte"),
  },
  {
    path: "/account",
    title: say("lib-page-account"),
    isListed: false,
    hasParts: false,
    load: () => import("../people/Account.svelte"),
  },
];

/** The page of an address. */
export function pageOf(path: string): Page | undefined {
  if (path === "/") return PAGES[0];
  return PAGES.slice(1).find(
    (page) => path === page.path || (page.hasParts && path.startsWith(`${page.path}/`)),
  );
}

/** The page that an address without a page seems to have meant. */
export function nearestPage(path: string): Page | undefined {
  return PAGES.slice(1).find((page) => path.startsWith(`${page.path}/`));
}
