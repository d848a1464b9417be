// What the pages of a signal call verdicts and parts, and how they write points.

import { locale, say } from "../lib/messages";

const VERDICTS = ["real", "false", "unclear"];

/** What a signal turned out to be, in a word. */
export const verdictName = (judged: string) =>
  VERDICTS.includes(judged) ? say(`signal-verdict-${judged}`) : judged;

const COLUMNS = ["setting", "age", "sex"];

/** What a source tells of each event, such as the setting. */
export const columnName = (column: string) =>
  COLUMNS.includes(column) ? say(`signal-column-${column}`) : column;

/** A number with one digit after the point, and a minus where it is below zero. */
export const tenths = (value: number) =>
  value.toLocaleString(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).replace("-", "−");

const POINT = (0.5).toLocaleString(locale).slice(1, 2);

/** A chance that may be very small, with two digits that say something. */
export const twoDigits = (value: number) => value.toPrecision(2).replace(".", POINT);
