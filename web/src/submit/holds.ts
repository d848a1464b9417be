// What a column can be said to hold, in words, in the order in which it is offered.

import type { Schemas } from "../api/client";
import { say } from "../lib/messages";

export type Holds = Schemas["HoldsWord"];
export type Kind = Schemas["KindWord"];

/** What a column holds, by what it tells of. */
export const HOLDS: [group: string, words: Holds[]][] = [
  [
    "any",
    [
      "when",
      "place",
      "substance",
      "figure",
      "amount",
      "unit",
      "breakdown",
      "number",
      "text",
      "flag",
      "nothing",
    ],
  ],
  ["time", ["year", "month", "quarter", "reported"]],
  ["people", ["age", "sex"]],
  ["seizures", ["departure", "destination", "transport", "concealment", "installation"]],
  ["samples", ["sample", "sold-as", "purity", "share", "laboratory"]],
  ["prices", ["price", "low-price", "high-price", "currency", "level"]],
  ["other", ["area", "eradicated", "dispensed", "buyer", "vendor"]],
];

export const groupInWords = (group: string) => say(`submit-group-${group}`);
export const holdsInWords = (word: Holds) => say(`submit-holds-${word}`);

/** What a row can be. */
export const KINDS: Kind[] = [
  "observation",
  "case",
  "seizure",
  "sample",
  "price",
  "cultivation",
  "dispensing",
  "listing",
];

export const kindInWords = (kind: Kind) => say(`submit-kind-${kind}`);
