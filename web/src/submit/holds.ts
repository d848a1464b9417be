// What a column can be said to hold, in words, in the order in which it is offered.

import type { Schemas } from "../api/client";

export type Holds = Schemas["HoldsWord"];
export type Kind = Schemas["KindWord"];

/** What a column holds, by what it tells of. */
export const HOLDS: [group: string, words: [Holds, string][]][] = [
  [
    "Any row",
    [
      ["when", "when: a day or period"],
      ["place", "where"],
      ["substance", "which substance"],
      ["figure", "a figure: count, rate or share"],
      ["amount", "an amount: mass, volume, doses"],
      ["unit", "the unit of the figure"],
      ["breakdown", "a part that figures are of"],
      ["number", "what tells rows apart"],
      ["text", "sentences that name substances"],
      ["flag", "yes or no for one substance"],
      ["nothing", "not read"],
    ],
  ],
  [
    "Time",
    [
      ["year", "the year"],
      ["month", "the month"],
      ["quarter", "the quarter"],
      ["reported", "the day of the report"],
    ],
  ],
  [
    "People",
    [
      ["age", "age in years"],
      ["sex", "sex"],
    ],
  ],
  [
    "Seizures",
    [
      ["departure", "where it came from"],
      ["destination", "where it was going"],
      ["transport", "how it was carried"],
      ["concealment", "how it was hidden"],
      ["installation", "sort of place of the seizure"],
    ],
  ],
  [
    "Samples",
    [
      ["sample", "number of the sample"],
      ["sold-as", "what it was sold as"],
      ["purity", "purity"],
      ["share", "share of a substance in it"],
      ["laboratory", "laboratory"],
    ],
  ],
  [
    "Prices",
    [
      ["price", "price"],
      ["low-price", "lowest price"],
      ["high-price", "highest price"],
      ["currency", "currency"],
      ["level", "level of the market"],
    ],
  ],
  [
    "Crops, dispensing, offers",
    [
      ["area", "area under a crop"],
      ["eradicated", "area eradicated"],
      ["dispensed", "medicines given out"],
      ["buyer", "buyer"],
      ["vendor", "vendor"],
    ],
  ],
];

/** What a row can be. */
export const KINDS: [Kind, string][] = [
  ["observation", "a figure of a period"],
  ["case", "an event of a line list"],
  ["seizure", "a seizure"],
  ["sample", "a sample"],
  ["price", "a price"],
  ["cultivation", "an area under a crop"],
  ["dispensing", "medicines given out"],
  ["listing", "an offer of an online market"],
];
