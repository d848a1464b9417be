// What was said of a file, kept in this window while the page is loaded anew: the file itself has to be
// chosen again, for a page may not open it by itself.

import type { Schemas } from "../api/client";
import type { Changes } from "./changes";

interface Kept {
  /** Name of the file. */
  name: string;
  told: Schemas["ToldOfFile"];
  changes: Changes;
}

const PLACE = "a-file-being-described";

export function keep(said: Kept): void {
  try {
    sessionStorage.setItem(PLACE, JSON.stringify(said));
  } catch {
    // A window that keeps nothing begins anew.
  }
}

export function forget(): void {
  sessionStorage.removeItem(PLACE);
}

/** What was said of a file of this name; of any, where no name is given. */
export function kept(name?: string): Kept | undefined {
  try {
    const found = JSON.parse(sessionStorage.getItem(PLACE) ?? "null") as Kept | null;
    return found && (name === undefined || found.name === name) ? found : undefined;
  } catch {
    return undefined;
  }
}
