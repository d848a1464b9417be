// Which rejected rows were mended and accepted since: later submissions of the source say so, for what was
// wrong with a row is sent along with it.

import { answer, node, type Schemas } from "../api/client";
import { MARK, type Table } from "./mended";

/** By the row's place in the table: the row that stands for it now, as `submission/rows/number`. */
export async function acceptedSince(
  of: Schemas["SubmissionInFull"],
  table: Table,
): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  if (of.content.kind !== "rows") return found;
  const { source } = of.content;
  const query = { after: of.position, limit: 1000 };
  const later = await answer(node.GET("/api/v1/submissions", { params: { query } }));
  const ofSource = later.items.filter(
    (one) => one.content.kind === "rows" && one.content.source === source && !one.withdrawn_by,
  );
  const known = new Map(table.rows.map((row, at) => [told(table.names, row), at]));
  for (const one of ofSource.slice(0, MOST_FILES)) {
    if (found.size === known.size) break;
    for (let row = 2; row <= Math.min(one.rows_read + 1, MOST_ROWS); row += 1) {
      const path = { id: one.id, row };
      const { cells, rejections } = await answer(
        node.GET("/api/v1/submissions/{id}/rows/{row}", { params: { path } }),
      );
      const names = cells.map((cell) => cell.column ?? "");
      // A file of its own, and nobody's mending.
      if (!names.includes(`${MARK}row`)) break;
      const at = known.get(
        told(
          names,
          cells.map((cell) => cell.value ?? ""),
        ),
      );
      if (at !== undefined && rejections.length === 0) found.set(at, `${one.id}/rows/${row}`);
    }
  }
  return found;
}

/** What was told to be wrong with a row, by which it is known again; without the sign that keeps formulas quiet. */
function told(names: string[], cells: string[]): string {
  const marks = cells.filter((_, at) => names[at]?.startsWith(MARK));
  return JSON.stringify(marks.map((cell) => cell.replace(/^'(?=[=+\-@\t\r])/, "")));
}

const MOST_FILES = 50;
const MOST_ROWS = 500;
