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

/** The latest run of each of the days nearest to one, two before it and two behind, in the order of days. */
export function around(runs: Run[], day: string): Run[] {
  const latest = new Map<string, Run>();
  for (const run of runs) if (!latest.has(run.as_of) && run.as_of !== day) latest.set(run.as_of, run);
  const days = [...latest.values()].sort((a, b) => a.as_of.localeCompare(b.as_of));
  const at = days.findIndex((run) => run.as_of > day);
  const next = at < 0 ? days.length : at;
  return days.slice(Math.max(0, next - 2), next + 2);
}
