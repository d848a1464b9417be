// Which signals of a list are wanted: what the filters of the board mean. They stand in the address.

import type { Signal } from "../api/client";
import { locale, say } from "../lib/messages";
import { indicatorName, signalName, substanceName } from "../lib/names.svelte";

export interface Filters {
  state: string;
  class: string;
  place: string;
  indicator: string;
  find: string;
  mine: boolean;
  fresh: boolean;
}

const IN_ADDRESS = ["state", "class", "place", "indicator", "find", "mine", "new"];

/** The filters as the address says them. */
export function filtersIn(get: (name: string) => string): Filters {
  return {
    state: get("state") || "open",
    class: get("class"),
    place: get("place"),
    indicator: get("indicator"),
    find: get("find"),
    mine: get("mine") !== "",
    fresh: get("new") !== "",
  };
}

/** The filters as parameters of another address. */
export function filterParams(get: (name: string) => string): Record<string, string> {
  return Object.fromEntries(IN_ADDRESS.map((name) => [name, get(name)]));
}

/** The states a signal can be in; the first is what a board shows unless asked. */
export const STATES: [string, string][] = [
  ["open", say("board-state-open")],
  ["all", say("board-state-all")],
  ["real", say("board-state-real")],
  ["false", say("board-state-false")],
  ["unclear", say("board-state-unclear")],
];

/** The state of a signal: what people said of it, or open. */
export function stateOf(signal: Signal): string {
  return signal.verdict?.judged ?? "open";
}

/** The signals that are wanted, each with its rank in the whole list. */
export function choose(
  signals: Signal[],
  filters: Filters,
  followed: readonly string[],
  earlier: ReadonlySet<string> | undefined,
): { rank: number; signal: Signal }[] {
  const words = filters.find.toLowerCase().split(/\s+/).filter(Boolean);
  const mine = new Set(followed);
  const isWanted = (signal: Signal) =>
    (filters.state === "all" || stateOf(signal) === filters.state) &&
    (!filters.class ||
      signal.substance === filters.class ||
      signal.classes.some((one) => one.id === filters.class)) &&
    (!filters.place || signal.place === filters.place || signal.country === filters.place) &&
    (!filters.indicator || indicatorsOf(signal).includes(filters.indicator)) &&
    (!filters.mine || mine.has(signal.id)) &&
    (!filters.fresh || !earlier?.has(signal.id)) &&
    words.every((word) => textOf(signal).includes(word));
  const chosen = [];
  for (const [at, signal] of signals.entries()) if (isWanted(signal)) chosen.push({ rank: at + 1, signal });
  return chosen;
}

/** The indicators that speak for a signal. */
export function indicatorsOf(signal: Signal): string[] {
  const leading = signal.leading_finding?.series.indicator;
  const others = signal.heard.filter((heard) => heard.likelihood_ratio > 1).map((heard) => heard.indicator);
  return leading ? [leading, ...others] : others;
}

const texts = new WeakMap<Signal, string>();

function textOf(signal: Signal): string {
  let text = texts.get(signal);
  if (text === undefined) {
    // People also type what is written elsewhere: the node's names and codes.
    text = [
      signalName(signal),
      signal.substance_name,
      signal.place_name,
      signal.place,
      signal.direction,
      ...signal.classes.flatMap(({ id, name }) => [name, substanceName(id, name)]),
    ]
      .concat(
        signal.heard.flatMap(({ indicator, indicator_name: name }) => [name, indicatorName(indicator, name)]),
      )
      .join(" ")
      .toLowerCase();
    texts.set(signal, text);
  }
  return text;
}

/** How often each value of something occurs, the most frequent first. */
export function tally(values: Iterable<[string, string]>): { id: string; name: string; count: number }[] {
  const found = new Map<string, { id: string; name: string; count: number }>();
  for (const [id, name] of values) {
    const one = found.get(id);
    if (one) one.count += 1;
    else found.set(id, { id, name, count: 1 });
  }
  return [...found.values()].sort((a, b) => b.count - a.count || a.name.localeCompare(b.name, locale));
}
