// What faults and treatments are called, which faults are wanted, and in which order they wait.

import type { Schemas } from "../api/client";
import { locale, say, translated } from "../lib/messages";

export type Fault = Schemas["QualityBrief"];

/** The faults that have a name here; their order is that of the node, the gravest first. */
const FAULTS = [
  "unit-outlier",
  "repeated-period",
  "repeated-series",
  "copied-total",
  "total-differs",
  "new-reporters",
  "lost-reporters",
  "duplicate-rows",
  "truncated",
  "impossible-value",
  "heaping",
  "changed-definition",
  "under-class",
];

/** What can be done about a fault. */
export const TREATMENTS = ["leave-out", "count-once", "use-parts", "new-series", "lower-bound", "mind"];

/** What each fault is, in a word or two. */
export const faultName = (fault: string) =>
  FAULTS.includes(fault) ? say(`quality-fault-${fault}`) : fault.replaceAll("-", " ");
/** A treatment as it stands within a sentence. */
export const treatmentName = (treatment: string) =>
  TREATMENTS.includes(treatment) ? say(`quality-treatment-${treatment}`) : treatment;
/** What a treatment means for what is computed. */
const treatmentDoes = (treatment: string) =>
  TREATMENTS.includes(treatment) ? say(`quality-does-${treatment}`) : "";
/** What is wrong, where it can be said from what the fault is about; nothing where the node's sentence stands. */
export function faultInWords({ fault, other }: Pick<Fault, "fault" | "other">): string | undefined {
  if (fault !== "changed-definition" || !other) return undefined;
  return translated("says-changed-definition", { count: other.split(", ").length, areas: other });
}
/** What a figure that a fault is seen by stands for; nothing where the node's words stand. */
export const evidenceName = (what: string) => translated(`faults-${what.replaceAll(/[^a-z]+/g, "-")}`);
/** A text with a capital, to stand alone. */
export const alone = (text: string) => text.slice(0, 1).toLocaleUpperCase(locale) + text.slice(1);

/** Where a fault stands: "open", "accepted", "rejected" or "overridden". */
export const stateOf = (fault: Fault) => fault.decision?.verdict ?? "open";

/** Where it stands, in words, with what is done about it. */
export function decided(fault: Fault): string {
  const decision = fault.decision;
  if (!decision) return say("quality-undecided");
  const { verdict, treatment } = decision;
  if (!VERDICTS.includes(verdict)) return verdict;
  return say(`quality-decided-${verdict}`, { treatment: treatmentName(treatment ?? "") });
}

const VERDICTS = ["accepted", "rejected", "overridden"];
/** What was decided, in a word. */
export const verdictName = (verdict: string) =>
  VERDICTS.includes(verdict) ? say(`quality-verdict-${verdict}`) : verdict;

export interface Filters {
  state: string;
  source: string;
  fault: string;
}

/** The faults that are wanted: undecided first, and the gravest first among each. */
export function choose(faults: Fault[], filters: Filters): Fault[] {
  const wanted = faults.filter(
    (fault) =>
      (filters.state === "all" || (filters.state === "open") === (stateOf(fault) === "open")) &&
      (!filters.source || fault.source === filters.source) &&
      (!filters.fault || fault.fault === filters.fault),
  );
  // The node's order is by gravity; the sort keeps it.
  return wanted.sort((a, b) => Number(!!a.decision) - Number(!!b.decision));
}

/** What comes of a decision, in the words of the page. */
export function consequence(verdict: string, treatment: string): string {
  return verdict === "reject" ? say("quality-does-nothing") : treatmentDoes(treatment);
}

/** Whether a treatment changes figures, so that signals may come and go. */
export const changesFigures = (treatment: string | null | undefined) =>
  !!treatment && !["mind", "lower-bound"].includes(treatment);
