// How a row itself states a mass that is kept in kilograms.

/** Kilograms in one of what files state masses in. */
const UNITS: [string, number][] = [
  ["t", 1000],
  ["g", 0.001],
  ["mg", 0.000001],
  ["lb", 0.45359237],
  ["oz", 0.028349523125],
];

/** The cell that a mass in kilograms was converted from, with its unit; nothing where a cell states it so, or none does. */
export function statedAs(
  value: string,
  unit: string,
  cells: readonly string[],
): { figure: string; unit: string } | undefined {
  const kilograms = Number(value);
  if (unit !== "kg" || !(kilograms > 0)) return undefined;
  const states = (cell: string, times: number) =>
    readings(cell).some((number) => Math.abs(number * times - kilograms) <= 1e-9 * kilograms);
  if (cells.some((cell) => states(cell, 1))) return undefined;
  for (const [of, times] of UNITS) {
    const figure = cells.find((cell) => states(cell, times));
    if (figure !== undefined) return { figure: figure.trim(), unit: of };
  }
  return undefined;
}

/** What a cell may be as a number, with a point or a comma before the decimals. */
function readings(cell: string): number[] {
  const bare = cell.replace(/[\s\u00a0'’]/g, "");
  if (!/^\d[\d.,]*$/.test(bare)) return [];
  return [Number(bare.replaceAll(",", "")), Number(bare.replaceAll(".", "").replace(",", "."))].filter(
    (number) => Number.isFinite(number),
  );
}
