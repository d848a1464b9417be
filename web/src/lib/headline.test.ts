// Every form of the sentence of a signal, in each language: figures and periods as the language writes them.

import { expect, it, vi } from "vitest";
import type { Signal } from "../api/client";

type Found = NonNullable<Signal["leading_finding"]>;

const SERIES: Found["series"] = {
  source: "s",
  indicator: "seizures-number",
  substance: "heroin",
  place: "AT",
  cadence: "month",
  unit: "count",
  subgroup: "",
};

const FOUND: Found = {
  series: SERIES,
  period: "2025-06",
  direction: "rise",
  observed: 12400,
  expected: 8100.4,
  bound: 9000,
  method: "onset",
  method_version: 1,
  settings: "",
  series_digest: "",
};

const FORMS: Partial<Found>[] = [
  {},
  { direction: "fall", expected: 2.72, bound: 1.5, observed: 0, period: "2025-W07" },
  { bound: 2, expected: 2.72, observed: 5, period: "2025-Q2" },
  { direction: "fall", bound: 4, expected: 2.72, observed: 1, period: "2025-06-03" },
  { expected: 0.001, bound: 0, observed: 6, period: "2025" },
  { expected: null, bound: null },
  { observed: 236.54, series: { ...SERIES, unit: "hectare", indicator: "cultivation-area" } },
  { method: "sustained", observed: 5.25, expected: 3, bound: null },
  { settings: "baseline=36 recent=3", observed: 5.25, expected: 3, bound: null },
  { share_known: 0.5, if_all_told: { low: 18.4, high: 31.2 }, observed: 12 },
  { share_known: 0.5, observed: 12 },
  { out_of: 200, observed: 25, expected: 20, bound: 24, series: { ...SERIES, subgroup: "setting=prison" } },
  { direction: "new", observed: 3 },
];

async function composed(language: string): Promise<(string | undefined)[]> {
  vi.stubGlobal("localStorage", { getItem: () => language });
  vi.resetModules();
  const { headline } = await import("./headline");
  vi.unstubAllGlobals();
  const plain = FORMS.map((form) => {
    const leading_finding = { ...FOUND, ...form };
    return headline({ direction: leading_finding.direction, is_synthetic: false, leading_finding });
  });
  return [...plain, headline({ direction: "rise", is_synthetic: true, leading_finding: FOUND })];
}

const spaced = (said: (string | undefined)[]) => said.map((one) => one?.replaceAll(/[\u00a0\u202f]/g, " "));

it("is composed in German", async () => {
  expect(spaced(await composed("de"))).toEqual([
    "12.400 im Juni 2025, 8.100 erwartet, höchstens 9.000: Sicherstellungen, Anzahl",
    "0 in Woche 7 2025, 2,7 erwartet, mindestens 1,5: Sicherstellungen, Anzahl",
    "5 im 2. Quartal 2025, 2,7 erwartet; nach dem Zeitraum davor ist mehr als 2 ein Alarm: Sicherstellungen, Anzahl",
    "1 am 3. Juni 2025, 2,7 erwartet; nach dem Zeitraum davor ist weniger als 4 ein Alarm: Sicherstellungen, Anzahl",
    "6 im Jahr 2025, weniger als 0,1 erwartet, höchstens 0: Sicherstellungen, Anzahl",
    "12.400 im Juni 2025, ohne Erwartungswert: Sicherstellungen, Anzahl",
    "237 Hektar im Juni 2025, 8.100 erwartet, höchstens 9.000: Anbaufläche",
    "im Mittel 5,3 in den vier Wochen bis Juni 2025, 3 erwartet: Sicherstellungen, Anzahl",
    "im Mittel 5,3 in den drei Zeiträumen bis Juni 2025, 3 erwartet: Sicherstellungen, Anzahl",
    "12 bisher, 50 % von allem (18 bis 31, wenn alles gemeldet wäre), im Juni 2025, 8.100 erwartet, höchstens 9.000: Sicherstellungen, Anzahl",
    "12 bisher, 50 % von allem, im Juni 2025, 8.100 erwartet, höchstens 9.000: Sicherstellungen, Anzahl",
    "25 von 200 (13 %) in den drei Monaten bis Juni 2025, 10 % erwartet, höchstens 12 %: Anteil, Sicherstellungen, Anzahl, davon Umfeld prison",
    "erstmals gemeldet im Juni 2025, seither insgesamt 3: Sicherstellungen, Anzahl",
    "SYNTHETISCH: 12.400 im Juni 2025, 8.100 erwartet, höchstens 9.000: Sicherstellungen, Anzahl",
  ]);
});

it("is composed in French", async () => {
  expect(spaced(await composed("fr"))).toEqual([
    "12 400 en juin 2025, 8 100 attendus, au plus 9 000 : saisies, nombre",
    "0 en semaine 7 de 2025, 2,7 attendus, au moins 1,5 : saisies, nombre",
    "5 au 2ᵉ trimestre 2025, 2,7 attendus ; après la période précédente, plus de 2 est une alerte : saisies, nombre",
    "1 le 3 juin 2025, 2,7 attendus ; après la période précédente, moins de 4 est une alerte : saisies, nombre",
    "6 en 2025, moins de 0,1 attendu, au plus 0 : saisies, nombre",
    "12 400 en juin 2025, sans valeur attendue : saisies, nombre",
    "237 hectares en juin 2025, 8 100 attendus, au plus 9 000 : superficie cultivée",
    "en moyenne 5,3 sur les quatre semaines jusqu’à juin 2025, 3 attendus : saisies, nombre",
    "en moyenne 5,3 sur les trois périodes jusqu’à juin 2025, 3 attendus : saisies, nombre",
    "12 jusqu’ici, 50 % de l’ensemble (18 à 31 si tout était déclaré), en juin 2025, 8 100 attendus, au plus 9 000 : saisies, nombre",
    "12 jusqu’ici, 50 % de l’ensemble, en juin 2025, 8 100 attendus, au plus 9 000 : saisies, nombre",
    "25 sur 200 (13 %) dans les trois mois jusqu’à juin 2025, 10 % attendus, au plus 12 % : part, saisies, nombre, dont cadre prison",
    "signalé pour la première fois en juin 2025, 3 au total depuis : saisies, nombre",
    "SYNTHÉTIQUE : 12 400 en juin 2025, 8 100 attendus, au plus 9 000 : saisies, nombre",
  ]);
});

it("is the node's own in English", async () => {
  expect(await composed("en")).toEqual([...FORMS.map(() => undefined), undefined]);
});
