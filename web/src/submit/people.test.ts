import { expect, it } from "vitest";
import { askingOfPeople } from "./people";
import { openOf } from "./toml";

const mapping = (kind: string, indicator: string, subjects: string) =>
  `kind = "${kind}"\n\n[handling]\nsubjects = ${subjects}\n\n[measure]\nindicator = "${indicator}"\n`;
const asks = (toml: string) => openOf(askingOfPeople(toml)).map(({ path, raw }) => [path, raw]);

it("asks whom the rows are about where people are counted", () => {
  expect(asks(mapping("observation", "deaths-drug-induced", '"none"'))).toEqual([
    ["handling.subjects", '"deceased"'],
  ]);
  expect(asks(mapping("case", "presentations", '"none"'))).toEqual([
    ["handling.subjects", '"service-users"'],
  ]);
  expect(asks(mapping("observation", "treatment-entrants", '"none"'))).toHaveLength(1);
});

it("asks nothing of files of things, nor what was said already", () => {
  expect(asks(mapping("seizure", "seizures-number", '"none"'))).toEqual([]);
  expect(asks(mapping("case", "deaths", '"suspects"'))).toEqual([]);
});
