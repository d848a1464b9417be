// What stands at the ticks of an axis, as the language of the pages writes it.

import { language, locale } from "../lib/messages";

/** A figure. */
export const atValue = (value: number) => value.toLocaleString(locale);

const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
const year = format({ year: "numeric" });
const month = format({ month: "short" });
const day = format({ day: "numeric", month: "short" });

/** A year where it begins, a month where it begins, a day elsewhere. */
export function timeInWords(time: Date): string {
  if (time.getUTCDate() !== 1) return day.format(time);
  return (time.getUTCMonth() === 0 ? year : month).format(time);
}

/** A day; in English as the charts write it of themselves, in two lines. */
export const atTime = language === "en" ? undefined : timeInWords;
