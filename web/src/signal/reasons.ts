// Why a signal has its points: the node's reasons by their names, in the reader's language.

import type { SignalInFull } from "../api/client";
import { translated } from "../lib/messages";
import { indicatorName } from "../lib/names.svelte";
import { figure, percent } from "../lib/words";

type Part = SignalInFull["score_parts"][number];

/** What a part of the score is called; nothing where the node's word stands. */
export const partName = (name: string) => translated(`reasons-part-${name}`);

/** Why a part has its points; nothing where the node's words stand, as for runs from before reasons had names. */
export function why(part: Part, indicator: string | undefined): string | undefined {
  const all = part.reasons.map((reason) => translated(`reasons-${reason.id}`, written(reason.values)));
  if (all.length === 0 || all.includes(undefined)) return undefined;
  const reason = all.reduce((one, other) => translated("reasons-both", { one: one!, other: other! }))!;
  const isOfIndicator = part.name === "harm" && part.points > 0 && indicator;
  return isOfIndicator
    ? translated("reasons-harm-of", { indicator: indicatorName(indicator), reason })
    : reason;
}

/** Figures as people write them; whole ones stay numbers, so that their nouns agree. */
function written(values: Record<string, number>): Record<string, number | string> {
  const one = ([name, value]: [string, number]) => {
    if (name === "chance") return [name, percent(value)];
    return [name, Number.isInteger(value) ? value : figure(value)];
  };
  return Object.fromEntries(Object.entries(values).map(one));
}
