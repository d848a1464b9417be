// Figures, days and periods as people read them.

import type { SeriesName } from "../api/client";
import { language, locale, say, translated } from "./messages";

const wholes = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const tiny = new Intl.NumberFormat(locale, { maximumSignificantDigits: 1, maximumFractionDigits: 8 });

/** A number of things: "10,800". */
export const whole = (count: number) => wholes.format(count);

/** A figure as the node's own sentences write it: whole from 100 on or where it is whole, one digit after the
    point elsewhere, the first digit that says something where it is small. */
export function figure(value: number | null | undefined): string {
  if (value === null || value === undefined) return say("lib-not-known");
  if (value !== 0 && Math.abs(value) < 0.05) return tiny.format(value);
  return Math.abs(value) >= 99.95 ? wholes.format(value) : fine.format(value);
}

/** A count with its noun: "1 series", "3 rows". */
export function counted(count: number, one: string, many: string): string {
  return `${whole(count)} ${count === 1 ? one : many}`;
}

/** Numbers with so many digits after the point that still add up to their sum as it is written: what rounding
    leaves over goes to those it takes most from. */
export function addingUp(values: number[], digits = 1): { parts: number[]; sum: number } {
  const unit = 10 ** digits;
  const sum = Math.round(values.reduce((sum, value) => sum + value, 0) * unit);
  const parts = values.map((value) => Math.floor(value * unit + 1e-9));
  const left = sum - parts.reduce((sum, part) => sum + part, 0);
  const order = values
    .map((value, at) => ({ at, rest: value * unit - parts[at]! }))
    .sort((a, b) => b.rest - a.rest);
  for (const { at } of order.slice(0, Math.max(0, left))) parts[at]! += 1;
  return { parts: parts.map((part) => part / unit), sum: sum / unit };
}

/** Per cent as the language writes them; English here with a space, as the node's own sentences do. */
export function perCent(value: number, digits: number): string {
  const written = value.toLocaleString(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${written}\u00a0%`.replace("\u00a0", language === "en" ? " " : "\u00a0");
}

/** A share in per cent; the last digits that still tell it from all or nothing. */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 99.9) return say("lib-over", { percent: perCent(99.9, 1) });
  if (value > 0 && value < 0.1) return say("lib-under", { percent: perCent(0.1, 1) });
  return perCent(value, value >= 99 || value < 1 ? 1 : 0);
}

/** A part of what was counted, which may well be all of it. */
export function shareOf(part: number, all: number): string {
  if (all <= 0) return "—";
  const value = (100 * part) / all;
  return value > 0 && value < 1 ? say("lib-under", { percent: perCent(1, 0) }) : perCent(value, 0);
}

const countryNames = new Intl.DisplayNames([locale], { type: "region" });

/** A country by its ISO 3166-1 code. */
export function countryName(code: string): string {
  return countryNames.of(code) ?? code;
}

const dated = (month: "short" | "long", day?: "numeric") => {
  const format = new Intl.DateTimeFormat(locale, { day, month, year: "numeric", timeZone: "UTC" });
  return (text: string) => {
    const [year, of, date] = text.split("-").map(Number);
    if (!year || !of || (day && !date)) return text;
    const written = format.format(Date.UTC(year, of - 1, date ?? 1));
    // In English three letters each, as the node's own pictures have them.
    return language === "en" ? written.replace(/\bSept\b/, "Sep") : written;
  };
};

/** A day: "1 Jun 2026". */
export const day = dated("short", "numeric");

/** A day in full, for titles: "1 June 2026". */
export const fullDay = dated("long", "numeric");

const fullMonth = dated("long");

/** A period: "June 2026", "week 7 of 2026", "second quarter of 2026", "2026". */
export function period(text: string): string {
  const month = /^(\d{4})-(\d{2})$/.exec(text);
  if (month) return fullMonth(text);
  const week = /^(\d{4})-W(\d{2})$/.exec(text);
  if (week) return say("lib-week", { week: String(Number(week[2])), year: week[1]! });
  const quarter = /^(\d{4})-Q(\d)$/.exec(text);
  if (quarter) return say("lib-quarter", { quarter: quarter[2]!, year: quarter[1]! });
  const date = /^\d{4}-\d{2}-\d{2}$/.exec(text);
  return date ? day(text) : text;
}

/** The first day of a period, for time axes. */
export function startOf(text: string): Date {
  const week = /^(\d{4})-W(\d{2})$/.exec(text);
  if (week) {
    const fourth = Date.UTC(Number(week[1]), 0, 4);
    const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY;
    return new Date(monday + (Number(week[2]) - 1) * 7 * DAY);
  }
  const quarter = /^(\d{4})-Q(\d)$/.exec(text);
  if (quarter) return new Date(Date.UTC(Number(quarter[1]), (Number(quarter[2]) - 1) * 3, 1));
  const [year, month, date] = text.split(/[-/]/).map(Number);
  return new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, date ?? 1));
}

const DAY = 86_400_000;

/** Full months from one day to a later one; 0 where it is none. */
export function monthsBetween(from: string, to: string): number {
  const [then, now] = [startOf(from), startOf(to)];
  const months = 12 * (now.getUTCFullYear() - then.getUTCFullYear()) + now.getUTCMonth() - then.getUTCMonth();
  // From one end of a month to another is a full month, however long they are.
  const isEnd = new Date(now.getTime() + DAY).getUTCDate() === 1;
  return Math.max(0, months - (now.getUTCDate() < then.getUTCDate() && !isEnd ? 1 : 0));
}

/** How a signal moves: sign and word, for colour is never alone. */
export const SIGNS: Record<string, string> = { rise: "▲", fall: "▼", new: "●" };

/** What a unit counts, for titles. */
export function unit(series: Pick<SeriesName, "unit">): string {
  if (series.unit === "count") return say("lib-unit-count");
  const [, currency, of] = /^([a-z]{3})-per-(.+)$/.exec(series.unit) ?? [];
  const price = currency && {
    currency: currency.toUpperCase(),
    of: translated(`names-priced-${of}`) ?? of!.replaceAll("-", " "),
  };
  const told = price ? translated("names-unit-price", price) : translated(`names-unit-${series.unit}`);
  return told ?? series.unit.replaceAll("-", " ");
}

/** Of which part a series is: "setting prison"; nothing for a whole. What it is stands in the source's words. */
export function partInWords(series: Pick<SeriesName, "subgroup">): string {
  const at = series.subgroup.indexOf("=");
  if (at < 0) return "";
  const [column, value] = [series.subgroup.slice(0, at), series.subgroup.slice(at + 1)];
  return `${translated(`names-column-${column}`) ?? column} ${translated(`names-part-${value}`) ?? value}`;
}

/** The same behind what it is part of: ", setting prison". */
export function partOf(series: Pick<SeriesName, "subgroup">): string {
  const part = partInWords(series);
  return part && `, ${part}`;
}

const CADENCES = ["day", "week", "month", "quarter", "year"];

export function cadence(series: SeriesName): string {
  return CADENCES.includes(series.cadence) ? say(`lib-by-${series.cadence}`) : series.cadence;
}

/** A sentence with a capital and a full stop; nothing where there is none. */
export function sentence(says: string): string;
export function sentence(says: string | undefined): string | undefined;
export function sentence(says: string | undefined): string | undefined {
  return says && `${says[0]!.toUpperCase()}${says.slice(1)}.`;
}

/** What is said of something, with the colon of the language: French sets a space before it. */
export const saidOf = (of: string, what: string): string => say("lib-said-of", { of, what });
