// What a signal says, in one sentence, composed in the reader's language as the node composes its own in English.

import type { Schemas, Signal } from "../api/client";
import { translated } from "./messages";
import { indicatorName } from "./names.svelte";
import { figure, partInWords, period, perCent, unit } from "./words";

/** How much of a count is known, and what it will probably come to. */
export function nowcastInWords(nowcast: Schemas["Nowcasted"]): string {
  const [known, low, high] = [nowcast.known, nowcast.low, nowcast.high].map((one) => figure(Math.round(one)));
  return translated("says-nowcast", { known: known!, low: low!, high: high! }) ?? nowcast.says;
}

/** A measure that went the other way than a signal; nothing where the node's words stand, as where they name a row. */
export function otherInWords({ series, period, now, before, largest }: Schemas["OtherMeasure"]) {
  if (largest) return undefined;
  const amount = (value: number) => amountOf(value, series);
  return translated(`says-other-${now > before ? "rise" : "fall"}`, {
    name: indicatorName(series.indicator),
    now: amount(now),
    before: amount(before),
    when: when(period),
    times: figure(now / before),
    source: series.source,
  });
}

type Found = NonNullable<Signal["leading_finding"]>;

/** The sentence; nothing in English, where the node's own is shown, and where there is nothing to compose it from. */
export function headline(signal: Pick<Signal, "direction" | "is_synthetic" | "leading_finding">) {
  const { leading_finding: found, direction, is_synthetic } = signal;
  if (!found || translated("says-found") === undefined) return undefined;
  const says =
    direction === "new" ? first(found) : typeof found.out_of === "number" ? share(found) : plain(found);
  return is_synthetic ? tell("says-synthetic", { says }) : says;
}

/** The sentence in the reader's language, or else the node's. */
export const says = (signal: Signal) => headline(signal) ?? signal.says;

const tell = (id: string, values: Record<string, string>) => translated(id, values) ?? id;

function first(found: Found): string {
  return tell("says-first", { when: when(found.period), count: figure(found.observed), what: what(found) });
}

function plain(found: Found): string {
  const observed = amountOf(found.observed, found.series);
  const form =
    found.method === "sustained" ? "weeks" : found.settings.endsWith("recent=3") ? "periods" : "found";
  const figures = { figure: observed + soFar(found), when: when(found.period), until: period(found.period) };
  return tell(`says-${form}`, { ...figures, expected: expected(found), what: what(found) });
}

/** So many of so many, and what share of them was expected. */
function share(found: Found): string {
  const whole = found.out_of ?? 0;
  const part = (value: number) => perCent((100 * value) / Math.max(whole, 1), 0);
  let words = tell("says-no-expectation", {});
  if (typeof found.expected === "number") {
    words = tell("says-expected", { expected: part(found.expected) });
    if (typeof found.bound === "number")
      words = tell(`says-bound-${found.direction === "fall" ? "fall" : "rise"}`, {
        words,
        bound: part(found.bound),
      });
  }
  return tell("says-share", {
    part: figure(Math.round(found.observed)),
    whole: figure(Math.round(whole)),
    percent: part(found.observed),
    until: period(found.period),
    expected: words,
    what: what(found),
  });
}

/** What was expected, and from where on a figure is an alarm; after a high period a bound may lie below it. */
function expected({ expected, bound, direction }: Found): string {
  if (typeof expected !== "number") return tell("says-no-expectation", {});
  const words =
    expected > 0 && expected < SMALL
      ? tell("says-expected-less", { least: figure(0.1) })
      : tell("says-expected", { expected: figure(expected) });
  if (typeof bound !== "number") return words;
  const isFall = direction === "fall";
  const isPast = isFall ? bound - expected >= SMALL : expected - bound >= SMALL;
  return tell(`says-${isPast ? "after" : "bound"}-${isFall ? "fall" : "rise"}`, {
    words,
    bound: figure(bound),
  });
}

/** How much of a figure is known by now, and what it would be if all were told. */
function soFar({ share_known: known, if_all_told: all }: Found): string {
  if (typeof known !== "number") return "";
  const percent = perCent(100 * known, 0);
  const range = all && { low: figure(Math.round(all.low)), high: figure(Math.round(all.high)) };
  return ` ${range ? tell("says-so-far-all", { percent, ...range }) : tell("says-so-far", { percent })}`;
}

/** A figure with its unit, where it is no count. */
function amountOf(value: number, series: Found["series"]): string {
  return series.unit === "count" ? figure(value) : `${figure(value)}\u00a0${unit(series)}`;
}

function what({ series }: Found): string {
  const name = indicatorName(series.indicator);
  const part = partInWords(series);
  return part ? tell("says-of-them", { name, part }) : name;
}

/** A period as part of a sentence: "in June 2025". */
function when(text: string): string {
  const form = /-W/.test(text)
    ? "week"
    : /-Q/.test(text)
      ? "quarter"
      : ["year", "month", "day"][text.split("-").length - 1];
  return tell(`says-in-${form}`, { period: period(text) });
}

/** Where less is expected, its first digit says nothing; and figures nearer to each other read as the same. */
const SMALL = 0.05;
