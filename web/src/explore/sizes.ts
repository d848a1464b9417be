// How large seizures are, asked in SQL of the facts: what the page of sizes rests on.

import { locale, say } from "../lib/messages";
import { answer, node, type Schemas } from "../api/client";
import ofBins from "./sql/bins.sql?raw";
import ofLargest from "./sql/largest.sql?raw";
import ofPlaces from "./sql/places.sql?raw";
import ofSubstances from "./sql/substances.sql?raw";
import ofYears from "./sql/years.sql?raw";

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

/** Asks a statement; only what looks like an id is put into it. */
async function rows(statement: string, asked: Asked, substance = "", place = ""): Promise<unknown[][]> {
  const filled = statement.replaceAll("{substance}", id(substance)).replaceAll("{place}", id(place));
  const body = { statement: filled, ...asked, limit: 1000, format: "json" };
  const said = await answer(node.POST("/api/v1/sql", { body }));
  return (said as Schemas["RowsAnswered"]).rows as unknown[][];
}

const id = (text: string) => (/^[A-Za-z0-9:-]{0,80}$/.test(text) ? text : "-");

/** The substances of which single seizures are known, with their number, the most frequent first. */
export async function substancesSeized(asked: Asked): Promise<{ substance: string; seizures: number }[]> {
  const found = await rows(ofSubstances, asked);
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
  const found = await rows(ofPlaces, asked, substance);
  return found.map(([place, seizures]) => ({ place: String(place), seizures: Number(seizures) }));
}

/** Seizures by size, by year, and the largest. */
export async function sizesOf(
  substance: string,
  place: string,
  asked: Asked,
): Promise<{ bins: Bin[]; years: Year[]; largest: Large[] }> {
  const [bins, years, largest] = await Promise.all(
    [ofBins, ofYears, ofLargest].map((statement) => rows(statement, asked, substance, place)),
  );
  return {
    bins: bins!.map(([step, seizures, kg]) => ({
      step: Number(step),
      seizures: Number(seizures),
      kg: Number(kg),
    })),
    years: years!.map(([year, seizures, kg, medianKg, largestKg]) => ({
      year: Number(year),
      seizures: Number(seizures),
      kg: Number(kg),
      medianKg: Number(medianKg),
      largestKg: Number(largestKg),
    })),
    largest: largest!.map(([kg, day, place, placeText, submission, row]) => ({
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
export const bounds = (step: number) => say("explore-span", { low: round(step), high: round(step + 1) });
