// Prices as the node answers them, and how their parts are called.

import { locale, say } from "../lib/messages";
import { answer, node, type Schemas } from "../api/client";
import type { paths } from "../api/schema";

export type Answered = Schemas["PricesAnswered"];
export type Price = Answered["items"][number];
export type Discount = Answered["discounts"][number];
type Query = NonNullable<paths["/api/v1/prices"]["get"]["parameters"]["query"]>;

/** Every line of what is asked: the first page has all that stands beside them. */
export async function readPrices(query: Query): Promise<Answered> {
  const first = await answer(node.GET("/api/v1/prices", { params: { query: { ...query, limit: 1000 } } }));
  const items = [...first.items];
  let next: number | null = first.next_after ?? null;
  // What is beyond is too much to read; a filter is the way.
  while (next !== null && items.length < MOST_LINES) {
    const rest: Query = { ...query, limit: 1000, after: next, ...first.asked_of };
    const page: Answered = await answer(node.GET("/api/v1/prices", { params: { query: rest } }));
    items.push(...page.items);
    next = page.next_after ?? null;
  }
  return { ...first, items };
}

const MOST_LINES = 5000;

export const LEVELS = ["farm-gate", "border", "wholesale", "mid-level", "retail", "online"];
/** Forms that are no source's own words. */
const FORMS = ["base", "hydrochloride", "not-stated"];

export const levelName = (level: string) =>
  LEVELS.includes(level) ? say(`prices-level-${level}`) : level.replaceAll("-", " ");
export const formName = (form: string) =>
  FORMS.includes(form) ? say(`prices-form-${form}`) : form.replaceAll("-", " ");

/** What the gram of a line is. */
export function gramName(line: { gram: string; money_of_year?: number | null }): string {
  const gram = say(line.gram === "pure" ? "prices-gram-pure" : "prices-gram-as-sold");
  return line.money_of_year ? say("prices-money-of", { gram, year: String(line.money_of_year) }) : gram;
}

/** What is compared within, without the period: one line of a chart. */
export function groupKey(line: Price | Discount): string {
  return [
    line.substance,
    line.place,
    line.place_text,
    line.level,
    line.form,
    line.money_of_year ?? "",
    line.gram,
  ].join("~");
}

/** A number with so many digits after the point. */
export const fixed = (value: number, digits: number) =>
  value.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** Four digits that matter. */
export function money(amount: number): string {
  return amount.toLocaleString(locale, { maximumSignificantDigits: 4 });
}

/** From one amount to another. */
export const span = (low: number, high: number) => say("prices-span", { low: money(low), high: money(high) });

/** What the grams are pure by, in words. */
export function purityWords({ purity }: Price): string {
  const words = [
    purity.own > 0 && say("prices-purity-own", { count: purity.own }),
    purity.stated_pure > 0 && say("prices-purity-stated"),
    purity.strength > 0 && say("prices-purity-strength"),
    typeof purity.of_period === "number" &&
      say("prices-purity-period", {
        purity: fixed(100 * purity.of_period, 1),
        count: purity.of_period_figures,
      }),
  ].filter(Boolean);
  return words.join(", ") || say("prices-purity-unknown");
}
