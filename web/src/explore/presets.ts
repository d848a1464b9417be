// Comparisons that are asked for often, of whatever series a node has.

import type { SeriesName } from "../api/client";
import { say } from "../lib/messages";
import type { Brief } from "./series";

interface Preset {
  name: string;
  /** Whether its series stand on one axis. */
  together: boolean;
  of: (all: Brief[]) => SeriesName[];
}

/** The longest series of an indicator and substance, of the widest place. */
function longest(all: Brief[], indicator: RegExp, substance: string): SeriesName[] {
  const found = all.filter(
    ({ series }) =>
      indicator.test(series.indicator) && series.substance === substance && series.cadence === "year",
  );
  const best = found.sort((a, b) => b.known - a.known)[0];
  return best ? [best.series] : [];
}

export const PRESETS: Preset[] = [
  {
    name: say("explore-preset-cultivation"),
    together: false,
    of: (all) => {
      const grown = longest(all, /^cultivation-area$/, "opium");
      if (grown.length === 0) return [];
      return [
        ...grown,
        ...longest(all, /^potential-production$/, "opium"),
        ...longest(all, /^price-farm-gate$/, "opium"),
        ...longest(all, /^seizures-quantity$/, "heroin"),
        ...longest(all, /^purity-/, "heroin"),
        ...longest(all, /^price-retail$/, "heroin"),
      ];
    },
  },
];
