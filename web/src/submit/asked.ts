// What the settings of a mapping ask of a person, in words, and what may be answered.

import { KINDS } from "./holds";

export interface Asked {
  /** The question. */
  text: string;
  /** How it is answered. */
  as: "words" | "one-of" | "some-of" | "indicator" | "place" | "substance";
  /** The answers there are, with what each means. */
  answers?: [value: string, means: string][];
}

export const TLPS: [string, string][] = [
  ["TLP:CLEAR", "TLP:CLEAR, anybody may see it"],
  ["TLP:GREEN", "TLP:GREEN, the community may"],
  ["TLP:AMBER", "TLP:AMBER, those who need it, and their clients; sealed here"],
  ["TLP:AMBER+STRICT", "TLP:AMBER+STRICT, those of the organisation who need it; sealed here"],
  ["TLP:RED", "TLP:RED, named persons alone; sealed here"],
];

export const PURPOSES: [string, string][] = [
  ["public-health", "public health"],
  ["law-enforcement", "law enforcement"],
  ["customs", "customs"],
  ["research", "research"],
];

export const SUBJECTS: [string, string][] = [
  ["none", "nobody: figures added up, substances, places"],
  ["deceased", "people who died"],
  ["service-users", "people who use a service"],
  ["suspects", "suspects"],
  ["victims-and-witnesses", "victims and witnesses"],
];

/** What a setting asks. */
export function askedBy(path: string): Asked {
  const plain = path.replace(/\[\d+\]/g, "");
  const known = ASKED[plain];
  if (known) return known;
  if (plain.startsWith("missing.")) {
    const answers: [string, string][] = [
      ["suppressed", "suppressed: there is a figure, and it is not shown"],
      ["not-available", "not available: there is no figure"],
    ];
    return { text: `What ${plain.slice(8)} means where a figure should stand`, as: "one-of", answers };
  }
  if (/\bindicator$/.test(plain)) return { text: "What is counted or measured", as: "indicator" };
  if (/^substance\b.*constant/.test(plain) || plain === "measure.substance")
    return { text: "Which substance it is", as: "substance" };
  if (/^place\.values\./.test(plain)) return { text: `Where ${plain.slice(13)} is`, as: "place" };
  if (/^substance\.values\./.test(plain))
    return { text: `Which substance ${plain.slice(17)} is`, as: "substance" };
  if (/^subgroup\.values\./.test(plain)) return { text: `What ${plain.slice(16)} is called`, as: "words" };
  if (/^place\./.test(plain)) return { text: "Where it is", as: "place" };
  return { text: plain.replaceAll(/[._]/g, " "), as: "words" };
}

const UNITS: [string, string][] = [
  "count",
  "kg",
  "litre",
  "dose",
  "percent",
  "fraction",
  "crude-rate-per-100000",
  "age-adjusted-rate-per-100000",
  "mg-per-1000-per-day",
  "hectare",
  "per-100",
  "morphine-mg",
  "other-rate",
].map((unit) => [unit, unit.replaceAll("-", " ")]);

const ASKED: Record<string, Asked> = {
  licence: { text: "Under which terms the file may be used", as: "words" },
  title: { text: "What people call it", as: "words" },
  source: { text: "Name of the source: keep it for all later files", as: "words" },
  kind: { text: "What a row tells of", as: "one-of", answers: KINDS },
  coverage: { text: "The largest place the rows cover", as: "place" },
  absent: {
    text: "What a period without a row means",
    as: "one-of",
    answers: [
      ["zero", "zero: the source lists every event"],
      ["unknown", "unknown: it may not have looked"],
    ],
  },
  indicator: { text: "What is counted or measured", as: "indicator" },
  retention_years: { text: "Years until somebody must say whether to keep it", as: "words" },
  "handling.tlp": { text: "Who may see it", as: "one-of", answers: TLPS },
  "handling.purposes": { text: "What it may be used for", as: "some-of", answers: PURPOSES },
  "handling.subjects": { text: "Whom the rows are about", as: "one-of", answers: SUBJECTS },
  "known_at.days_after_period": {
    text: "Days from the end of a period until its figures are known",
    as: "words",
  },
  "place.constant": { text: "Where every row is", as: "place" },
  "place.default": { text: "Where a row is whose cell is empty or not known", as: "place" },
  "place.columns": { text: "Columns that say where", as: "words" },
  "key.repeats": {
    text: "Rows that agree in all columns",
    as: "one-of",
    answers: [["ordinal", "are different events"]],
  },
  "file.decimal": { text: "The sign before decimals", as: "words" },
  "file.thousands": { text: "The sign between thousands", as: "words" },
  "file.member": { text: "Which file inside", as: "words" },
  "file.sheet": { text: "Which sheet", as: "words" },
  "measure.unit": { text: "In which unit", as: "one-of", answers: UNITS },
  "measure.from": { text: "The unit in the file, turned into kilograms", as: "words" },
  "subgroup.name": { text: "What the part is called", as: "words" },
  "period.forms": { text: "How periods are written", as: "words" },
  "period.formats": { text: "How days are written", as: "words" },
  "period.cadence": { text: "How often there are figures", as: "words" },
  "period.constant": { text: "The period of every row", as: "words" },
  "period.basis": {
    text: "Which day it is",
    as: "one-of",
    answers: [
      ["occurred", "that of the event"],
      ["reported", "that of the report"],
    ],
  },
  "place.within": { text: "Inside which place names are looked for", as: "place" },
  "place.after": { text: "The sign after which the place stands", as: "words" },
  "key.columns": { text: "Columns that tell rows apart", as: "words" },
  "known_at.because": { text: "Why that is assumed", as: "words" },
  "file.encoding": { text: "How letters are written as bytes", as: "words" },
  "file.separator": { text: "The sign between cells", as: "words" },
  "file.header_row": { text: "The row of the header", as: "words" },
  "sample.unit": { text: "In which unit", as: "words" },
  "seizure.unit": { text: "In which unit", as: "words" },
  "price.currency": { text: "In which currency", as: "words" },
  "price.per": { text: "For how much", as: "words" },
  "price.level": { text: "At which level of the market", as: "words" },
};
