// What the pages say, in the reader's language. The texts stand in `messages/LANGUAGE/AREA.ftl`, in Fluent.

import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";

/** The languages the pages speak, each in its own words. */
export const LANGUAGES = { en: "English", de: "Deutsch", fr: "Français" } as const;

export type Language = keyof typeof LANGUAGES;

/** How numbers, days and lists are written in each. */
const LOCALES: Record<Language, string> = { en: "en-GB", de: "de-DE", fr: "fr-FR" };

const KEY = "language";

const inEnglish = import.meta.glob<string>("../messages/en/*.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});
const inGerman = import.meta.glob<string>("../messages/de/*.ftl", { query: "?raw", import: "default" });
const inFrench = import.meta.glob<string>("../messages/fr/*.ftl", { query: "?raw", import: "default" });

/** What the reader chose here, else the first of the browser's languages that the pages speak. */
function chosen(): Language {
  const kept = typeof localStorage === "undefined" ? null : localStorage.getItem(KEY);
  const wanted = [kept, ...(typeof document === "undefined" ? [] : navigator.languages)];
  const spoken = wanted.map((tag) => tag?.slice(0, 2).toLowerCase());
  return spoken.find((tag): tag is Language => tag !== undefined && tag in LANGUAGES) ?? "en";
}

/** The language of the pages; another is there once they are loaded anew. */
export const language: Language = chosen();

/** For `Intl`. */
export const locale = LOCALES[language];

/** Loads the pages anew in another language. */
export function speak(other: Language): void {
  localStorage.setItem(KEY, other);
  location.reload();
}

function bundle(of: Language, texts: string[]): FluentBundle {
  const made = new FluentBundle(LOCALES[of], { useIsolating: false });
  for (const text of texts) made.addResource(new FluentResource(text));
  return made;
}

async function own(): Promise<FluentBundle[]> {
  if (language === "en") return [];
  const files = Object.values(language === "de" ? inGerman : inFrench);
  return [bundle(language, await Promise.all(files.map((load) => load())))];
}

// English stands behind every other language, should a text be missing there.
const bundles = [...(await own()), bundle("en", Object.values(inEnglish))];

if (typeof document !== "undefined") document.documentElement.lang = language;

/** A text of the pages, such as `say("board-series", { count: 3 })`. Numbers are written as the language does. */
export function say(id: string, values?: Record<string, FluentVariable>): string {
  for (const bundle of bundles) {
    const message = bundle.getMessage(id);
    if (message?.value) return bundle.formatPattern(message.value, values, []);
  }
  return id;
}

/** What the node says in English, in the reader's language; nothing where no message says it. Such messages stand in
    the files of the other languages alone: in English the node's own words are shown. */
export function translated(id: string, values?: Record<string, FluentVariable>): string | undefined {
  const message = bundles[0]!.getMessage(id);
  return message?.value ? bundles[0]!.formatPattern(message.value, values, []) : undefined;
}

/** A text in pieces, for words within it that are links or otherwise marked: `see <a>the rows</a> behind it`. */
export function pieces(id: string, values?: Record<string, FluentVariable>): { tag: string; text: string }[] {
  const split = say(id, values).split(/<(\w+)>(.*?)<\/\1>/s);
  const found = [];
  for (let at = 0; at < split.length; at += 3) {
    if (split[at]) found.push({ tag: "", text: split[at]! });
    if (at + 2 < split.length) found.push({ tag: split[at + 1]!, text: split[at + 2]! });
  }
  return found;
}
