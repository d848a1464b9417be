// What was said of files and signals later, in words.

import { say } from "../lib/messages";

/** What was decided about a fault of the data. */
export function verdictInWords(verdict: string): string {
  const isKnown = ["accepted", "rejected", "overridden"].includes(verdict);
  return isKnown ? say(`submit-verdict-${verdict}`) : verdict;
}

/** What a signal turned out to be. */
export function judgedInWords(judged: string): string {
  return ["real", "false", "unclear"].includes(judged) ? say(`submit-judged-${judged}`) : judged;
}
