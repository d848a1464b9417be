// What the settings of a mapping ask of a person, in words, and what may be answered.

import { say } from "../lib/messages";
import { unit as unitInWords } from "../lib/words";
import { PURPOSES, purposeInWords } from "../people/words";
import { KINDS, kindInWords } from "./holds";

export interface Asked {
  /** The question. */
  text: string;
  /** How it is answered. */
  as: "words" | "one-of" | "some-of" | "indicator" | "place" | "substance";
  /** The answers there are, with what each means. */
  answers?: [value: string, means: string][];
}

const TLPS = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"].map((word): [string, string] => [
  `TLP:${word}`,
  say(`submit-tlp-${word.toLowerCase().replace("+", "-")}`),
]);

const SUBJECTS = ["none", "deceased", "service-users", "suspects", "victims-and-witnesses"];
/** Whom rows are about, as it stands within a sentence. */
export const aboutWhom = (subjects: string) =>
  SUBJECTS.includes(subjects) ? say(`submit-about-${subjects}`) : subjects.replaceAll("-", " ");

/** What a setting asks. */
export function askedBy(path: string): Asked {
  const plain = path.replace(/\[\d+\]/g, "");
  const known = ASKED[plain];
  if (known) return { text: say(`submit-ask-${plain.replace(/[._]/g, "-")}`), ...known };
  if (plain.startsWith("missing.")) {
    const answers = ["suppressed", "not-available"].map((one): [string, string] => [
      one,
      say(`submit-missing-${one}`),
    ]);
    return { text: say("submit-what-missing", { name: plain.slice(8) }), as: "one-of", answers };
  }
  if (/\bindicator$/.test(plain)) return { text: say("submit-ask-indicator"), as: "indicator" };
  if (/^substance\b.*constant/.test(plain) || plain === "measure.substance")
    return { text: say("submit-which-substance"), as: "substance" };
  if (/^place\.values\./.test(plain))
    return { text: say("submit-where-is", { name: plain.slice(13) }), as: "place" };
  if (/^substance\.values\./.test(plain))
    return { text: say("submit-which-substance-is", { name: plain.slice(17) }), as: "substance" };
  if (/^subgroup\.values\./.test(plain))
    return { text: say("submit-what-is-called", { name: plain.slice(16) }), as: "words" };
  if (/^place\./.test(plain)) return { text: say("submit-where-it-is"), as: "place" };
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
].map((unit) => [unit, unitInWords({ unit })]);

const ASKED: Record<string, Omit<Asked, "text">> = {
  licence: { as: "words" },
  title: { as: "words" },
  source: { as: "words" },
  kind: { as: "one-of", answers: KINDS.map((kind) => [kind, kindInWords(kind)]) },
  coverage: { as: "place" },
  absent: { as: "one-of", answers: ["zero", "unknown"].map((one) => [one, say(`submit-absent-${one}`)]) },
  indicator: { as: "indicator" },
  retention_years: { as: "words" },
  "handling.tlp": { as: "one-of", answers: TLPS },
  "handling.purposes": { as: "some-of", answers: PURPOSES.map((one) => [one, purposeInWords(one)]) },
  "handling.subjects": {
    as: "one-of",
    answers: SUBJECTS.map((one) => [one, say(`submit-subjects-${one}`)]),
  },
  "known_at.days_after_period": { as: "words" },
  "place.constant": { as: "place" },
  "place.default": { as: "place" },
  "place.columns": { as: "words" },
  "key.repeats": { as: "one-of", answers: [["ordinal", say("submit-repeats-ordinal")]] },
  "file.decimal": { as: "words" },
  "file.thousands": { as: "words" },
  "file.member": { as: "words" },
  "file.sheet": { as: "words" },
  "measure.unit": { as: "one-of", answers: UNITS },
  "measure.from": { as: "words" },
  "subgroup.name": { as: "words" },
  "period.forms": { as: "words" },
  "period.formats": { as: "words" },
  "period.cadence": { as: "words" },
  "period.constant": { as: "words" },
  "period.basis": {
    as: "one-of",
    answers: ["occurred", "reported"].map((one) => [one, say(`submit-basis-${one}`)]),
  },
  "place.within": { as: "place" },
  "place.after": { as: "words" },
  "key.columns": { as: "words" },
  "known_at.because": { as: "words" },
  "file.encoding": { as: "words" },
  "file.separator": { as: "words" },
  "file.header_row": { as: "words" },
  "sample.unit": { as: "words" },
  "seizure.unit": { as: "words" },
  "price.currency": { as: "words" },
  "price.per": { as: "words" },
  "price.level": { as: "words" },
};
