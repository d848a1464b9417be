// Which regions of a map are filled, how strongly, and what is said of them.

import type { Signal } from "../api/client";
import { say } from "../lib/messages";
import { substanceOf } from "../lib/names.svelte";
import { figure, percent, period } from "../lib/words";
import type { Region, Regions } from "./boundaries";

/** How a figure stands to what was expected. */
export interface Relation {
  /** How many times the expected was seen. */
  times: number;
  period: string;
}

export interface Fill {
  region: Region;
  direction: string;
  /** From 0 to 1. */
  strength: number;
  says: string;
}

/** The surest signal of each region that is drawn, the largest regions first. */
export function bySignal(signals: Signal[], drawn: Regions): Fill[] {
  const surest = new Map<string, Signal>();
  for (const signal of signals) {
    const before = surest.get(signal.place);
    if (!before || (before.posterior ?? 0) < (signal.posterior ?? 0)) surest.set(signal.place, signal);
  }
  const fills = [...surest.values()].flatMap((signal): Fill[] => {
    const region = drawn.get(signal.place);
    const { direction, posterior } = signal;
    const says = `${percent(posterior ?? 0)} ${substanceOf(signal)}`;
    return region ? [{ region, direction, strength: posterior ?? 0.2, says }] : [];
  });
  return fills.sort((a, b) => b.region.area - a.region.area);
}

/** Regions whose figures are known, in their order; eight times the expected, or an eighth, is as strong as it gets. */
export function byRelation(near: Region[], relations: ReadonlyMap<string, Relation>): Fill[] {
  return near.flatMap((region): Fill[] => {
    const told = relations.get(region.id);
    if (!told) return [];
    const strength = Math.min(1, Math.abs(Math.log2(Math.max(told.times, 1e-9))) / 3);
    const says = say("map-times", { times: figure(told.times), period: period(told.period) });
    return [{ region, direction: told.times < 1 ? "fall" : "rise", strength, says }];
  });
}
