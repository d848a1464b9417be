// What the pages of faults read.

import { answer, node } from "../api/client";
import { every } from "../lib/every";
import type { Fault } from "./faults";

/** Every fault of the latest looks, the gravest first. */
export function readFaults(): Promise<Fault[]> {
  return every((after) =>
    answer(node.GET("/api/v1/quality/findings", { params: { query: { limit: 1000, after } } })),
  );
}

/** The sources of which something came in and stands, by name. */
export async function readSources(): Promise<string[]> {
  const all = await every((after) =>
    answer(node.GET("/api/v1/submissions", { params: { query: { limit: 1000, after } } })),
  );
  const sources = all.flatMap(({ content, withdrawn_by }) =>
    content.kind === "rows" && content.source && !withdrawn_by ? [content.source] : [],
  );
  return [...new Set(sources)].sort();
}
