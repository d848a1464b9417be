// Lists that were made, and the day that pages look at unless another is asked.

import { answer, node, type Run } from "../api/client";

/** The latest lists that were made, latest first. */
export async function readRuns(): Promise<Run[]> {
  return (await answer(node.GET("/api/v1/runs", { params: { query: { limit: 1000 } } }))).items;
}

/** The newest day that a list was made for; none where no list was made. */
export function newestDay(runs: Run[]): string | undefined {
  return runs
    .map((run) => run.as_of)
    .sort()
    .at(-1);
}
