// Files that tell of people: a proposal that says they are about nobody is put to a person.

import { settingsOf, textOf, withSetting } from "./toml";

const OF_THE_DEAD = /\bdeaths?\b/;
const OF_PATIENTS = /\b(emergenc(y|ies)|treatments?|overdoses?)\b/;

/** The mapping, with the question whom its rows are about where that was taken to be nobody. */
export function askingOfPeople(toml: string): string {
  const settings = settingsOf(toml);
  const about = settings.find(({ path }) => path === "handling.subjects");
  if (about && (about.isOpen || textOf(about.raw) !== "none")) return toml;
  const counted = settings
    .filter(({ path }) => /(^|\.)indicator$/.test(path))
    .map(({ raw }) => textOf(raw).replaceAll("-", " "))
    .join(" ");
  const isOfCases = settings.some(({ path, raw }) => path === "kind" && textOf(raw) === "case");
  const isOfTheDead = OF_THE_DEAD.test(counted);
  if (!isOfTheDead && !isOfCases && !OF_PATIENTS.test(counted)) return toml;
  const proposal = isOfTheDead ? "deceased" : "service-users";
  return withSetting(toml, "handling.subjects", `{ to_decide = "${proposal}" }`);
}
