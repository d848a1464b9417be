// What the browser keeps of one person is not there for the next.

import { beforeEach, expect, it, vi } from "vitest";

/** A store of the browser: its entries are its own keys, as there. */
function store(entries: Record<string, string>): Storage {
  const methods = {
    getItem: (name: string) => entries[name] ?? null,
    setItem: (name: string, value: string) => void (entries[name] = value),
    removeItem: (name: string) => void delete entries[name],
    clear: () => Object.keys(entries).forEach((name) => delete entries[name]),
  };
  return new Proxy(entries, {
    get: (all, name: string) => methods[name as keyof typeof methods] ?? all[name],
  }) as unknown as Storage;
}

const VISIT = JSON.stringify({ run: 7, on: "2026-11-23", ids: ["2026-FENT"] });
let local: Record<string, string>;
let window: Record<string, string>;

beforeEach(() => {
  local = { language: "de", theme: "dark", "watchfire.visit": VISIT, "watchfire.followed": '["2026-FENT"]' };
  window = { reason: "case 17" };
  vi.stubGlobal("localStorage", store(local));
  vi.stubGlobal("sessionStorage", store(window));
  vi.resetModules();
});

it("whoever signs out leaves nothing but the language", async () => {
  const { kept } = await import("./kept.svelte");
  kept.see({ "2026-FENT": { name: "Fentanyl", last_alarm: "2026-11-01", findings: 3, judged: "" } });
  expect([kept.isFollowed("2026-FENT"), kept.lastVisit()?.run]).toEqual([true, 7]);
  kept.forget();
  expect(local).toEqual({ language: "de", theme: "dark" });
  expect(window).toEqual({});
  expect([kept.followed, kept.lastVisit(), kept.seen("2026-FENT")]).toEqual([[], undefined, undefined]);
});

it("whoever signs in after another finds nothing of theirs, and finds their own again", async () => {
  local["watchfire.whose"] = '"anna"';
  const { kept } = await import("./kept.svelte");
  kept.belongsTo("anna");
  expect(kept.isFollowed("2026-FENT")).toBe(true);
  kept.belongsTo("ben");
  expect(local).toEqual({ language: "de", theme: "dark", "watchfire.whose": '"ben"' });
  expect([kept.followed, kept.lastVisit()]).toEqual([[], undefined]);
  kept.follow("2026-HERO");
  kept.belongsTo("ben");
  expect(kept.followed).toEqual(["2026-HERO"]);
});

it("where people have no accounts what is kept stays", async () => {
  const { kept } = await import("./kept.svelte");
  kept.belongsTo("");
  expect(kept.isFollowed("2026-FENT")).toBe(true);
});

it("a sign-in that the node tells of is whose it is", async () => {
  const { kept } = await import("./kept.svelte");
  const { session } = await import("../people/session.svelte");
  session.told = { entry: "sign-in", is_in: false } as typeof session.told;
  expect(kept.isFollowed("2026-FENT")).toBe(true);
  session.told = { entry: "sign-in", is_in: true, person: { name: "ben" } } as typeof session.told;
  expect(kept.followed).toEqual([]);
});
