// Roles, purposes and actions in plain words.

import { say } from "../lib/messages";
import { day } from "../lib/words";

export const ROLES = [
  "analyst",
  "assessor",
  "laboratory",
  "customs",
  "police",
  "partner",
  "supervisor",
  "administrator",
];
export const PURPOSES = ["public-health", "law-enforcement", "customs", "research"];
/** What a token can let a program do. */
export const ACTIONS = ["read", "search", "count", "export", "decide"];

/** A purpose in words. */
export function purposeInWords(purpose: string): string {
  return PURPOSES.includes(purpose) ? say(`people-purpose-${purpose}`) : purpose;
}

/** A role in words, as it stands within a sentence. */
export function roleInWords(role: string): string {
  return ROLES.includes(role) ? say(`people-as-${role}`) : role;
}

/** What a program may do, in a word. */
export function actionInWords(action: string): string {
  return ACTIONS.includes(action) ? say(`people-may-${action}`) : action;
}

/** A time of the node, in UTC, to the minute: "23 Nov 2026 09:05". */
export function timeInWords(time: string): string {
  return `${day(time.slice(0, 10))} ${time.slice(11, 16)}`;
}
