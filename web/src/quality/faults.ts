// What faults and treatments are called, which faults are wanted, and in which order they wait.

import type { Schemas } from "../api/client";

export type Fault = Schemas["QualityBrief"];

/** What each fault is, in a word or two; their order is that of the node, the gravest first. */
export const FAULTS: Record<string, string> = {
  "unit-outlier": "Unit or decimal point in doubt",
  "repeated-period": "Period that repeats another",
  "repeated-series": "Series that repeats another",
  "copied-total": "Total copied from another year",
  "total-differs": "Total that is not the sum of its parts",
  "new-reporters": "Reporters that join",
  "lost-reporters": "Reporters that fall silent",
  "duplicate-rows": "Rows told twice",
  truncated: "Capture that ends too early",
  "impossible-value": "Value that cannot be",
  heaping: "Estimated amounts",
  "changed-definition": "Definition that changes",
  "under-class": "Reported under a class only",
};

/** What each treatment means for what is computed. */
export const TREATMENTS: Record<string, { name: string; does: string }> = {
  "leave-out": {
    name: "Leave it out",
    does: "Its rows count in no sum, no series and no price. A period that it states is left open, which is not zero.",
  },
  "count-once": {
    name: "Count it once",
    does: "Of the rows that say the same, the first counts in sums and series; the others do not.",
  },
  "use-parts": {
    name: "Use the parts",
    does: "The total counts for nothing; the figures of its parts do.",
  },
  "new-series": {
    name: "Begin a new series",
    does: "Series of these places, and of all around them, begin after the period: figures before it and after it are compared no more.",
  },
  "lower-bound": {
    name: "Mark as a lower bound",
    does: "The figures count as they are. Whoever opens a signal about them is told that they are incomplete.",
  },
  mind: {
    name: "Keep it and say so",
    does: "The figures count as they are. Whoever opens a signal about them is told of the fault.",
  },
};

export const faultName = (fault: string) => FAULTS[fault] ?? fault.replaceAll("-", " ");
export const treatmentName = (treatment: string) => TREATMENTS[treatment]?.name ?? treatment;

/** Where a fault stands: "open", "accepted", "rejected" or "overridden". */
export const stateOf = (fault: Fault) => fault.decision?.verdict ?? "open";

/** Where it stands, in words, with what is done about it. */
export function decided(fault: Fault): string {
  const decision = fault.decision;
  if (!decision) return "not decided";
  if (decision.verdict === "rejected") return "rejected: it is no fault";
  const treatment = treatmentName(decision.treatment ?? "").toLowerCase();
  return `${decision.verdict}: ${treatment}`;
}

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
  if (verdict === "reject")
    return "Nothing is done: its figures count as they are, and no signal speaks of it.";
  return TREATMENTS[treatment]?.does ?? "";
}

/** Whether a treatment changes figures, so that signals may come and go. */
export const changesFigures = (treatment: string | null | undefined) =>
  !!treatment && !["mind", "lower-bound"].includes(treatment);
