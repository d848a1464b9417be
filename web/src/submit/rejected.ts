// Why a row was rejected, in the reader's language: the node says it in English, with what stood in the row.

import { translated } from "../lib/messages";

/** What the node says most, as it stands in its sources, with names where it puts in what it found; the first that
    fits holds. */
export const REASONS = {
  "no-figure": 'there is no figure: if an empty cell has a meaning, say which under "" in [missing]',
  "no-number-of-thousands":
    "this is no number with the decimal sign `{decimal}` and the thousands sign `{thousands}`: correct it, set `decimal` or `thousands` under [file], or name the text in [missing]",
  "no-number":
    "this is no number with the decimal sign `{decimal}`: correct it, set `decimal` or `thousands` under [file], or name the text in [missing]",
  negative:
    "the figure is negative: correct it, or name it in [missing] if it is a code for a figure that is not there",
  larger: "the figure is larger than {most}, the most that is stored: check it",
  "not-whole": "a count is whole: correct the figure",
  share:
    "a share is at most {most}: correct the figure, or say in the mapping whether the column holds fractions or percentages",
  place:
    "the vocabulary knows no such place within {within}: correct the spelling, add it to `values` under [place], or give a `default`",
  "no-place": "the row names no place: fill the cell, or give a `default` under [place]",
  "no-substance":
    'the row names no substance and would pass for the total of all: fill the cell, or say under `values` of [[substance]] what "" stands for',
  "same-key":
    "row {other} has the same key, and one file cannot say two things about one figure: keep one of the two, or add to [key] what tells them apart",
  "period-after-today":
    "the period {period} starts after today, {today}: correct the date, or look whether the mapping reads day and month the wrong way round",
  "day-after-today": "the day is after today, {today}: correct it",
  "no-period":
    "this is no period of the forms {forms}: correct it, or add its form to `forms` under [period]",
  "date-of-other-order":
    "this is no date of the form {form}, but it would be one of the form {other}: the column mixes two orders of day and month, or the mapping states the wrong one; mend the file or the mapping, because days up to 12 fit both",
  "no-date": "this is no date of the form {form}: correct it, or add its form to the mapping",
  fields:
    "the row has {fields} fields and the header has {header}: look for a separator too many or too few, or an unquoted separator inside a field",
};

const FORMS = Object.entries(REASONS).map(([id, said]) => ({ id, form: formOf(said) }));

/** The sentence with whatever stands where a name does. */
function formOf(said: string): RegExp {
  const parts = said.split(/\{(\w+)\}/);
  const written = parts.map((part, at) =>
    at % 2 ? `(?<${part}>.*?)` : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
  );
  return new RegExp(`^${written.join("")}$`, "s");
}

/** A reason in the reader's language; nothing where the node's words stand. */
export function reasonInWords(reason: string): string | undefined {
  for (const { id, form } of FORMS) {
    const found = form.exec(reason);
    if (found) return translated(`rejected-${id}`, { ...found.groups });
  }
  return undefined;
}
