// What stands in files, made fit to be looked at: cut where it is long, and with signs that nobody sees
// or that turn a line round written out. It is always text, never markup.

import { locale } from "../lib/messages";

/** The most signs of a cell that are shown. */
export const MOST_SHOWN = 200;

/** Signs that are not seen, or that change how what follows is read. */
const UNSEEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** A text as it can be shown. */
export function shown(text: string, most = MOST_SHOWN): string {
  const start = text.length > most ? [...text.slice(0, most * 2)].slice(0, most).join("") : text;
  return start.replace(UNSEEN, (sign) => {
    const known = { "\n": "↵", "\r": "", "\t": "⇥" }[sign];
    return known ?? `⟨U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}⟩`;
  });
}

/** How many signs there are, where not all of them are shown. */
export function restOf(text: string, most = MOST_SHOWN): number {
  return text.length > most ? text.length : 0;
}

/** A number of bytes as people read it. */
export function bytes(count: number): string {
  if (count < 1_000) return `${count} B`;
  for (const [size, name] of [
    [1e9, "GB"],
    [1e6, "MB"],
    [1e3, "kB"],
  ] as const) {
    if (count < size) continue;
    const digits = count / size < 10 ? 1 : 0;
    const written = (count / size).toLocaleString(locale, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    return `${written} ${name}`;
  }
  return "";
}

/** The names of the parts of a workbook or zip file, as a choice or a refusal lists them. */
export function partsIn(says: string): string[] {
  return [...says.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
}
