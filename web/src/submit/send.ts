// A file on its way to the node, and the job that reads it. How much has come is what the node says, not
// what the browser believes to have sent.

import { answer, BY_ITSELF, node, Refusal, type Schemas } from "../api/client";
import type { Job } from "../lib/jobs";
import { say } from "../lib/messages";

/** What is wanted of a file. */
export type Wanted = "proposal" | "preview" | "submission";

/** What goes with it. */
export interface Parts {
  file: File;
  /** The sheet or member, for a proposal. */
  part?: string;
  /** What a person says of the file, for a proposal. */
  told?: Schemas["ToldOfFile"];
  mapping?: string;
  mapping_of?: string;
  stands_in_for?: string;
}

/** How far it is. */
export interface Way {
  job?: Job | Schemas["JobBrief"];
  /** What keeps it from going on just now. */
  waits?: string;
}

/** The work was stopped. */
export class Stopped extends Error {}

/** Sends a file and waits for what comes of it; tells of each look on the way. */
export async function send(
  wanted: Wanted,
  parts: Parts,
  looked: (way: Way) => void,
  signal: AbortSignal,
): Promise<Job> {
  const form = new FormData();
  for (const name of ["mapping", "mapping_of", "stands_in_for"] as const)
    if (parts[name]) form.append(name, parts[name]);
  if (parts.told) form.append("told", JSON.stringify(parts.told));
  form.append("file", parts.file, parts.file.name);
  const sending = new AbortController();
  void watchComing(wanted, parts.file.name, looked, sending.signal);
  let begun: Job;
  try {
    begun = await answer(post(wanted, form, parts.part, signal));
  } catch (error) {
    if (signal.aborted) throw new Stopped();
    if (error instanceof Refusal && error.status === 0 && !(await isReadable(parts.file)))
      throw new Error(say("submit-file-gone"));
    throw error;
  } finally {
    sending.abort();
  }
  looked({ job: begun });
  return waitFor(begun.id, looked, signal);
}

function post(wanted: Wanted, form: FormData, part: string | undefined, signal: AbortSignal) {
  const how = { body: form as never, bodySerializer: () => form, signal };
  if (wanted === "preview") return node.POST("/api/v1/previews", how);
  if (wanted === "submission") return node.POST("/api/v1/submissions", how);
  return node.POST("/api/v1/proposals", { ...how, params: { query: part ? { part } : {} } });
}

/** Looks how much of the file has come, until its request is answered. */
async function watchComing(
  wanted: Wanted,
  name: string,
  looked: (way: Way) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    const before = await node.GET("/api/v1/jobs", { params: { query: { first: "latest", limit: 1 } } });
    const last = before.data?.items[0]?.id ?? 0;
    while (!signal.aborted) {
      await new Promise((done) => setTimeout(done, 300));
      const query = { first: "latest", which: "unfinished", limit: 32 } as const;
      const { data } = await node.GET("/api/v1/jobs", { params: { query }, ...BY_ITSELF });
      const mine = data?.items.findLast(
        (job) => job.id > last && job.kind === wanted && job.input.file_name === name,
      );
      if (mine && !signal.aborted) looked({ job: mine });
    }
  } catch {
    // The request itself says what is wrong.
  }
}

/** Waits until a job has ended. A node that is away for a while is asked again: its jobs outlive it. */
export async function waitFor(id: number, looked: (way: Way) => void, signal: AbortSignal): Promise<Job> {
  for (let wait = 100; ; wait = Math.min(wait * 1.5, 1000)) {
    try {
      const job = await answer(node.GET("/api/v1/jobs/{id}", { params: { path: { id } }, ...BY_ITSELF }));
      looked({ job });
      if (job.state === "stopped") throw new Stopped();
      if (job.state === "failed") throw new Refusal(job.problem?.status ?? 500, job.problem ?? undefined);
      if (job.state === "done") return job;
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 0) throw error;
      looked({ waits: say("submit-asked-again", { why: error.message }) });
      wait = 1000;
    }
    await new Promise((done) => setTimeout(done, wait));
    if (signal.aborted) throw new Stopped();
  }
}

/** Stops a job at the node, if it can be. */
export function stopJob(id: number | undefined): void {
  if (id === undefined) return;
  node.POST("/api/v1/jobs/{id}/stop", { params: { path: { id } } }).catch(() => {});
}

async function isReadable(file: File): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
