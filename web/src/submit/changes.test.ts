import { expect, test } from "vitest";
import { changesOf, withChanges } from "./changes";

const PROPOSED = `licence = "TO STATE (such as CC BY 4.0)"
kind = "observation"

[period]
column = "month"
forms = ["iso"]

[[measure]]
column = "a"
indicator = { to_decide = "seizures-number" }
unit = "count"

[[measure]]
column = "b"
unit = "count"
`;

test("what a person decided stands in the next proposal, by column and not by number", () => {
  const now = PROPOSED.replace('{ to_decide = "seizures-number" }', '"seizures-number"')
    .replace('column = "b"\nunit = "count"', 'column = "b"\nunit = "kg"')
    .replace("TO STATE (such as CC BY 4.0)", "CC0");
  const changes = changesOf(PROPOSED, now);
  expect(changes).toEqual({
    licence: '"CC0"',
    "measure of a: indicator": '"seizures-number"',
    "measure of b: unit": '"kg"',
  });
  // Another proposal takes `a` for no measure.
  const again = `licence = "TO STATE (x)"\n\n[period]\ncolumn = "day"\nforms = ["iso"]\n\n[[measure]]\ncolumn = "b"\nunit = "count"\n`;
  expect(withChanges(again, changes)).toBe(
    again.replace('"TO STATE (x)"', '"CC0"').replace('"count"', '"kg"'),
  );
});

test("what was said of another column is not said of this one", () => {
  const changes = changesOf(PROPOSED, PROPOSED.replace('forms = ["iso"]', 'forms = ["year"]'));
  expect(changes).toEqual({ "period of month: forms": '["year"]' });
  const other = PROPOSED.replace('column = "month"', 'column = "day"');
  expect(withChanges(other, changes)).toBe(other);
});

test("nothing that is still open counts as changed", () => {
  expect(changesOf(PROPOSED, PROPOSED)).toEqual({});
});
