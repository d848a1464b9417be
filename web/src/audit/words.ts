// What the audit says, in words.

import { node, answer, type Schemas } from "../api/client";
import { say, translated } from "../lib/messages";
import { purposeInWords } from "../people/words";

export type Entry = Schemas["EntryDocument"];
type Rule = Schemas["RuleDocument"];
export type Sight = Pick<Schemas["SightOfOne"], "may" | "why">;

export const ACTS = [
  "read",
  "search",
  "count",
  "export",
  "decide",
  "administer",
  "oversee",
  "sign-in",
  "sign-out",
  "account",
  "knock",
];
export const OUTCOMES = ["allowed", "refused", "failed"];
export const KINDS = [
  "submission",
  "signal",
  "finding",
  "facts",
  "person",
  "token",
  "session",
  "job",
  "boundary",
  "entry",
];

const MAY = ["read", "search", "count", "export", "decide", "administer", "oversee"];
const SUBJECTS = ["none", "deceased", "service-users", "suspects", "victims-and-witnesses"];

export const actInWords = (act: string) => (ACTS.includes(act) ? say(`audit-act-${act}`) : act);
export const outcomeInWords = (outcome: string) =>
  OUTCOMES.includes(outcome) ? say(`audit-outcome-${outcome}`) : outcome;
export const kindInWords = (kind: string) => (KINDS.includes(kind) ? say(`audit-kind-${kind}`) : kind);

/** Who did it: a name, or what stands for those who have none. */
export function whoInWords(who: string): string {
  return /^\((terminal|node|nobody)\)$/.test(who) ? say(`audit-who-${who.slice(1, -1)}`) : who;
}

/** Where more is told about a thing: its own page of the audit, or all that is on record of it. */
export function pageOf({ kind, id }: { kind: string; id: string }): string {
  if (kind === "submission") return `/audit/submissions/${encodeURIComponent(id)}`;
  if (kind === "person") return `/audit/people/${encodeURIComponent(id)}`;
  return `/audit?about=${encodeURIComponent(`${kind}:${id}`)}`;
}

/** Whom something is about. */
export const marked = (subjects: string) =>
  SUBJECTS.includes(subjects) ? say(`audit-subjects-${subjects}`) : subjects;

/** Actions, as what somebody may do. */
export const may = (actions: string[]) =>
  actions.map((action) => (MAY.includes(action) ? say(`audit-may-${action}`) : action)).join(", ");

/** A marking in one line: TLP, codes, purposes, whom it is about. */
export function marking(handling: Schemas["HandlingRules"]): string {
  const codes = handling.codes.length > 0 ? ` · ${handling.codes.join(", ")}` : "";
  const values = {
    purposes: handling.purposes.map(purposeInWords).join(", "),
    subjects: marked(handling.subjects),
  };
  return `${handling.tlp}${codes} · ${say("audit-marking", values)}`;
}

/** What a rule says; nothing where the node's words stand, as for a rule that the node added. */
export const ruleInWords = (rule: Rule) => (rule.is_shipped ? translated(`rules-${rule.id}`) : undefined);

export const mayInWords = (sight: Sight) => (sight.may.length > 0 ? may(sight.may) : say("audit-nothing"));

/** Entries as they are asked for, a page at a time. */
export const readEntries = (query: Record<string, string | undefined>, before?: number) =>
  answer(node.GET("/api/v1/audit", { params: { query: { ...query, before, limit: 100 } } }));
