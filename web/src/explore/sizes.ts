// How large seizures are, asked in SQL of the facts: what the page of sizes rests on.

import { locale } from "../lib/messages";
import { answer, node, type Schemas } from "../api/client";

type Asked = Schemas["AskedOf"];

export interface Bin {
  /** Half a power of ten, in kilograms: -2 is 0.1 kg to 0.32 kg. */
  step: number;
  seizures: number;
  kg: number;
}
export interface Year {
  year: number;
  seizures: number;
  kg: number;
  medianKg: number;
  largestKg: number;
}
export interface Large {
  kg: number;
  day: string;
  place: string;
  placeText: string;
  submission: string;
  row: number;
}

async function rows(statement: string, asked: Asked): Promise<unknown[][]> {
  const body = { statement, ...asked, limit: 1000, format: "json" };
  const said = await answer(node.POST("/api/v1/sql", { body }));
  return (said as Schemas["RowsAnswered"]).rows as unknown[][];
}

/** Only what looks like an id is put into a statement. */
const id = (text: string) => (/^[A-Za-z0-9:-]{1,80}$/.test(text) ? text : "-");

function where(substance: string, place: string): string {
  const within = place ? ` AND (place = '${id(place)}' OR starts_with(place, '${id(place)}-'))` : "";
  return `mass_kg > 0 AND array_has(substances, '${id(substance)}')${within}`;
}

/** The substances of which single seizures are known, with their number, the most frequent first. */
export async function substancesSeized(asked: Asked): Promise<{ substance: string; seizures: number }[]> {
  const found = await rows(
    "SELECT substances[1] AS substance, count(*) AS seizures FROM seizures WHERE mass_kg > 0 " +
      "GROUP BY substances[1] HAVING substances[1] IS NOT NULL ORDER BY seizures DESC, substance",
    asked,
  );
  return found.map(([substance, seizures]) => ({
    substance: String(substance),
    seizures: Number(seizures),
  }));
}

/** The places in which a substance was seized, with their number. */
export async function placesSeized(
  substance: string,
  asked: Asked,
): Promise<{ place: string; seizures: number }[]> {
  const found = await rows(
    `SELECT place, count(*) AS seizures FROM seizures WHERE ${where(substance, "")} ` +
      "GROUP BY place ORDER BY seizures DESC, place",
    asked,
  );
  return found.map(([place, seizures]) => ({ place: String(place), seizures: Number(seizures) }));
}

/** Seizures by size, by year, and the largest. */
export async function sizesOf(
  substance: string,
  place: string,
  asked: Asked,
): Promise<{ bins: Bin[]; years: Year[]; largest: Large[] }> {
  const which = where(substance, place);
  const [bins, years, largest] = await Promise.all([
    rows(
      "SELECT CAST(floor(log10(CAST(mass_kg AS DOUBLE)) * 2) AS BIGINT) AS step, count(*) AS seizures, " +
        `sum(mass_kg) AS kg FROM seizures WHERE ${which} GROUP BY 1 ORDER BY 1`,
      asked,
    ),
    rows(
      "SELECT date_part('year', period_start) AS year, count(*) AS seizures, sum(mass_kg) AS kg, " +
        "median(CAST(mass_kg AS DOUBLE)) AS median_kg, max(mass_kg) AS largest_kg FROM seizures " +
        `WHERE ${which} GROUP BY 1 ORDER BY 1`,
      asked,
    ),
    rows(
      "SELECT mass_kg, period_start, place, place_text, submission, row FROM seizures " +
        `WHERE ${which} ORDER BY mass_kg DESC, submission, row LIMIT 10`,
      asked,
    ),
  ]);
  return {
    bins: bins.map(([step, seizures, kg]) => ({
      step: Number(step),
      seizures: Number(seizures),
      kg: Number(kg),
    })),
    years: years.map(([year, seizures, kg, medianKg, largestKg]) => ({
      year: Number(year),
      seizures: Number(seizures),
      kg: Number(kg),
      medianKg: Number(medianKg),
      largestKg: Number(largestKg),
    })),
    largest: largest.map(([kg, day, place, placeText, submission, row]) => ({
      kg: Number(kg),
      day: String(day),
      place: String(place),
      placeText: placeText === null ? "" : String(placeText),
      submission: String(submission),
      row: Number(row),
    })),
  };
}

/** An amount as people weigh it: milligrams to tonnes. */
export function mass(kg: number): string {
  const [value, unit] =
    kg >= 1000 ? [kg / 1000, "t"] : kg >= 1 ? [kg, "kg"] : kg >= 1e-3 ? [kg * 1e3, "g"] : [kg * 1e6, "mg"];
  return `${value.toLocaleString(locale, { maximumSignificantDigits: 3 })} ${unit}`;
}

/** Where a bin begins: 1 or 3.2 of a power of ten. */
export const round = (step: number) => mass(Number((10 ** (step / 2)).toPrecision(step % 2 === 0 ? 1 : 2)));

/** The sizes of a bin. */
export const bounds = (step: number) => `${round(step)} to ${round(step + 1)}`;
