import { expect, it, vi } from "vitest";

it("ticks are written in the language of the pages", async () => {
  const said = [];
  for (const language of ["de", "fr", "en"]) {
    vi.stubGlobal("localStorage", { getItem: () => language });
    vi.resetModules();
    const { atTime, atValue } = await import("./ticks");
    const days = ["2025-01-01", "2025-05-01", "2025-05-12"].map((day) => atTime?.(new Date(day)));
    said.push([atValue(12500), atValue(0.5), ...days].join(" | ").replaceAll(/[\u00a0\u202f]/g, " "));
  }
  vi.unstubAllGlobals();
  expect(said).toEqual([
    "12.500 | 0,5 | 2025 | Mai | 12. Mai",
    "12 500 | 0,5 | 2025 | mai | 12 mai",
    "12,500 | 0.5 |  |  | ",
  ]);
});
