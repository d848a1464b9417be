// Prices as the node answers them, and how their parts are called.

import { locale } from "../lib/messages";
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
export const FORMS: Record<string, string> = { "not-stated": "form not stated" };
export const formName = (form: string) => FORMS[form] ?? form.replaceAll("-", " ");

/** What the gram of a line is. */
export function gramName(line: { gram: string; money_of_year?: number | null }): string {
  const gram = line.gram === "pure" ? "pure gram" : "gram as sold";
  return line.money_of_year ? `${gram}, money of ${line.money_of_year}` : gram;
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

/** Four digits that matter. */
export function money(amount: number): string {
  return amount.toLocaleString(locale, { maximumSignificantDigits: 4 });
}

/** What the grams are pure by, in words. */
export function purityWords({ purity }: Price): string {
  const words = [
    purity.own > 0 && `own of ${purity.own}`,
    purity.stated_pure > 0 && "priced pure",
    purity.strength > 0 && "by the strength of a dose",
    typeof purity.of_period === "number" &&
      `${(100 * purity.of_period).toFixed(1)} %, the median of ${purity.of_period_figures} in the period`,
  ].filter(Boolean);
  return words.join(", ") || "not known";
}
