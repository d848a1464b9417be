// The newest entry that this browser saw, held against the audit at the next visit: whoever has the machine can put the
// audit back, and does not reach the browsers of those who oversee it. It stays when somebody signs out, and tells
// nothing of what was looked at: a number, a hash and a day.

import { answer, node, Refusal } from "../api/client";
import type { Entry } from "./words";

export interface Seen {
  number: number;
  link: string;
  /** When it was seen. */
  at: string;
}

/** The name under which a browser keeps it; each node signs with a key of its own. */
async function place(): Promise<string> {
  const { key } = await answer(node.GET("/api/v1/health"));
  return `audit-seen:${key}`;
}

function read(name: string): Seen | undefined {
  try {
    const text = localStorage.getItem(name);
    return text ? (JSON.parse(text) as Seen) : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the newest entry, to be held against the audit the next time. */
export async function keep({ number, link }: Entry): Promise<void> {
  const seen: Seen = { number, link, at: new Date().toISOString() };
  try {
    localStorage.setItem(await place(), JSON.stringify(seen));
  } catch {
    // A browser that keeps nothing holds nothing against it.
  }
}

/** What was seen before and is not there now; else the newest entry is kept in its place. */
export async function missing(newest: Entry): Promise<Seen | undefined> {
  const seen = read(await place());
  if (seen && !(await isThere(seen))) return seen;
  await keep(newest);
  return undefined;
}

async function isThere({ number, link }: Seen): Promise<boolean> {
  try {
    const entry = await answer(node.GET("/api/v1/audit/{number}", { params: { path: { number } } }));
    return entry.link === link;
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) return false;
    throw error;
  }
}
