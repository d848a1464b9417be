// Which settings of a mapping a choice of a proposal is made of, so that it can be put right where it is
// told. What a column holds is said at its head, and not here.

import type { Schemas } from "../api/client";
import { settingOf, textOf, type Setting } from "./toml";

/** Settings that name columns. */
const OF_COLUMNS =
  /(^|\.)(column|columns|year|month|quarter|plus|from|to|name|value|unless_same_as|id)$|^flags\.columns\./;
/** Names of a file may have hundreds of other spellings. */
const MOST = 12;

/** The settings behind a choice. */
export function settingsBehind(choice: Schemas["ProposedChoice"], all: Setting[], toml: string): Setting[] {
  const test = testOf(choice, toml);
  const isSaid = (path: string) => choice.what !== "key" && OF_COLUMNS.test(path);
  const isColumn = (raw: string) => choice.what !== "key" && choice.proposal === `\`${textOf(raw)}\``;
  const found = all.filter(({ path, raw }) => test(path) && !isSaid(path) && !isColumn(raw));
  return found.slice(0, MOST);
}

function testOf({ what, proposal }: Schemas["ProposedChoice"], toml: string): (path: string) => boolean {
  const within =
    (...sections: string[]) =>
    (path: string) =>
      sections.some((section) => path === section || path.startsWith(`${section}.`));
  const column = /`([^`]*)`/.exec(proposal)?.[1];
  const ofColumn = (list: string) => (path: string) => {
    const entry = new RegExp(`^${list}(\\[\\d+\\])?\\.`).exec(path)?.[0];
    if (!entry) return false;
    const own = settingOf(toml, `${entry}column`);
    return column === undefined ? !own : own !== undefined && textOf(own.raw) === column;
  };
  switch (what) {
    case "kind":
    case "text":
    case "handling":
      return () => false;
    case "measure":
    case "substance":
    case "subgroup":
      return ofColumn(what);
    case "separator":
    case "encoding":
      return within(`file.${what}`);
    case "header":
      return within("file.header_row", "file.header_rows");
    case "end of table":
      return within("file.stop_at", "file.until_blank_row");
    case "numbers":
      return within("file.decimal", "file.thousands", "file.footnotes");
    case "missing figures":
      return within("missing");
    case "period":
    case "place":
    case "known_at":
    case "key":
    case "flags":
    case "coverage":
    case "indicator":
      return within(what);
    default:
      return (path) => new RegExp(`^[a-z]+\\.${what.replace(/\W/g, "_")}$`).test(path);
  }
}
