// Rejected rows as the node writes them for mending: read, and written again with the same separator and
// in the same encoding, so that the mapping of their submission reads them.

import { say } from "../lib/messages";

export interface Table {
  separator: string;
  encoding: string;
  names: string[];
  rows: string[][];
}

/** How the names of columns begin that say what was wrong, and that no mapping reads. */
export const MARK = "watchfire:";

/** Reads a table; its first column is named `watchfire:row`, and what follows that is the separator. */
export function tableIn(bytes: ArrayBuffer, encoding: string): Table {
  const text = new TextDecoder(encoding).decode(bytes);
  const separator = /^"?watchfire:row"?(.)/.exec(text)?.[1] ?? ",";
  const [names = [], ...rows] = cellsIn(text, separator);
  return { separator, encoding, names, rows };
}

/** The cells of separated text (RFC 4180). */
export function cellsIn(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = "";
    if (text[at] === '"') {
      for (at += 1; at < text.length; at += 1) {
        const end = text.indexOf('"', at);
        cell += text.slice(at, end < 0 ? undefined : end);
        at = end < 0 ? text.length : end;
        if (text[at + 1] !== '"') break;
        cell += '"';
        at += 1;
      }
      at += 1;
    }
    const rest = endOfCell(text, at, separator);
    cell += text.slice(at, rest);
    at = rest;
    row.push(cell);
    if (text[at] === separator) {
      at += 1;
      if (at === text.length) row.push("");
      else if (text[at] !== "\r" && text[at] !== "\n") continue;
      else row.push("");
    }
    if (text[at] === "\r") at += 1;
    if (text[at] === "\n") at += 1;
    rows.push(row);
    row = [];
  }
  return rows;
}

function endOfCell(text: string, from: number, separator: string): number {
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === separator || sign === "\r" || sign === "\n") return at;
  }
  return text.length;
}

/** Cells as separated text. */
export function written(rows: string[][], separator: string): string {
  const cell = (text: string) =>
    text.includes(separator) || /["\r\n]/.test(text) || text === "" ? quoted(text) : text;
  const quoted = (text: string) => (text === "" ? "" : `"${text.replaceAll('"', '""')}"`);
  return rows.map((row) => row.map(cell).join(separator) + "\r\n").join("");
}

/** A letter that an encoding does not have. */
export class NoSuchLetter extends Error {
  constructor(
    readonly letter: string,
    encoding: string,
  ) {
    super(say("submit-no-such-letter", { letter, encoding }));
  }
}

/** A text in an encoding: UTF-8, or one of one or two bytes a letter. */
export function encoded(text: string, encoding: string): Uint8Array<ArrayBuffer> {
  if (/^utf-?8$/i.test(encoding)) return new TextEncoder().encode(text);
  const known = lettersOf(encoding);
  const bytes: number[] = [];
  for (const letter of text) {
    const of = known.get(letter);
    if (!of) throw new NoSuchLetter(letter, encoding);
    bytes.push(...of);
  }
  return new Uint8Array(bytes);
}

/** Which bytes mean which letter: found by reading all there are. */
function lettersOf(encoding: string): Map<string, number[]> {
  const decoder = new TextDecoder(encoding);
  const letters = new Map<string, number[]>();
  const take = (bytes: number[]) => {
    const read = [...decoder.decode(new Uint8Array(bytes))];
    if (read.length === 1 && read[0] !== "\ufffd" && !letters.has(read[0]!)) letters.set(read[0]!, bytes);
  };
  for (let one = 0; one < 256; one += 1) take([one]);
  if (letters.size < 200)
    for (let lead = 0x81; lead < 0xff; lead += 1)
      for (let trail = 0x40; trail < 0xff; trail += 1) take([lead, trail]);
  return letters;
}
