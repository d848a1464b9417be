// Rejected rows that are being mended: what was fetched, what was typed, and what came of sending it. It
// outlives the page, so that a look at a row and back loses nothing.

import { answer, node, Refusal, type Problem, type Schemas } from "../api/client";
import { say } from "../lib/messages";
import { acceptedSince } from "./accepted";
import { encoded, MARK, NoSuchLetter, tableIn, written, type Table } from "./mended";
import { send, Stopped, stopJob, type Way } from "./send";

type Outcome = Schemas["FileOutcome"];

export class Mending {
  table = $state.raw<Table | undefined>();
  /** Why there is no table to mend. */
  missing = $state.raw<unknown>();
  /** Cells that were changed, by row and column. */
  changed = $state<Record<string, string>>({});
  /** What is wrong with a row now, by its place in the table. */
  wrong = $state.raw<Record<number, string[]>>({});
  /** Rows that were sent and accepted, and where each then stood: a submission, or a row of one. */
  accepted = $state.raw<ReadonlyMap<number, string>>(new Map());
  doing = $state<"preview" | "submission" | undefined>();
  way = $state.raw<Way>({});
  refusal = $state.raw<unknown>();
  outcome = $state.raw<{ outcome: Outcome; job: number } | undefined>();

  private stopping = new AbortController();

  private readonly id: string;
  private readonly name: string;

  constructor(private readonly submission: Schemas["SubmissionInFull"]) {
    this.id = submission.id;
    this.name = submission.file_name;
  }

  /** The columns that can be mended: those in front say what was wrong. */
  get columns(): number[] {
    return this.table?.names.flatMap((name, at) => (FRONT.includes(name) ? [] : [at])) ?? [];
  }

  get changedRows(): number[] {
    const rows = new Set(Object.keys(this.changed).map((key) => Number(key.split(":")[0])));
    return [...rows].filter((row) => !this.accepted.has(row)).sort((a, b) => a - b);
  }

  cell(row: number, column: number): string {
    return this.changed[`${row}:${column}`] ?? this.table?.rows[row]?.[column] ?? "";
  }

  set(row: number, column: number, text: string): void {
    const key = `${row}:${column}`;
    if (text === this.table?.rows[row]?.[column]) delete this.changed[key];
    else this.changed[key] = text;
  }

  /** What was wrong with a row when it came: a column of what was wrong, by its name. */
  was(row: number, what: "row" | "column" | "value" | "reason"): string {
    const at = this.table?.names.indexOf(MARK + what) ?? -1;
    return this.table?.rows[row]?.[at] ?? "";
  }

  async read(): Promise<void> {
    if (this.table) return;
    this.missing = undefined;
    try {
      const { data, error, response } = await node.GET("/api/v1/submissions/{id}/rejected.csv", {
        params: { path: { id: this.id } },
        parseAs: "arrayBuffer",
      });
      if (!data) throw new Refusal(response.status, problemOf(error));
      const encoding = /charset=([^;]+)/.exec(response.headers.get("content-type") ?? "")?.[1] ?? "utf-8";
      const table = tableIn(data as unknown as ArrayBuffer, encoding);
      this.accepted = await acceptedSince(this.submission, table);
      this.table = table;
    } catch (error) {
      this.missing = error;
    }
  }

  /** The mended rows as the file that is sent. */
  file(): File {
    const table = this.table!;
    const rows = this.changedRows.map((row) => table.names.map((_, column) => this.cell(row, column)));
    const bytes = encoded(written([table.names, ...rows], table.separator), table.encoding);
    return new File([bytes], `mended-${this.name.replace(/\.[^.]*$/, "")}.csv`, { type: "text/csv" });
  }

  async send(wanted: "preview" | "submission"): Promise<void> {
    if (this.doing) return;
    const stopping = (this.stopping = new AbortController());
    this.doing = wanted;
    this.way = {};
    this.refusal = undefined;
    this.wrong = {};
    if (wanted === "preview") this.outcome = undefined;
    const sent = this.changedRows;
    try {
      const looked = (way: Way) => (this.way = { ...this.way, waits: undefined, ...way });
      const parts = { file: this.file(), mapping_of: this.id };
      const job = await send(wanted, parts, looked, stopping.signal);
      if (!job.file) return;
      this.outcome = { outcome: job.file, job: job.id };
      this.tell(job.file, sent, wanted);
    } catch (error) {
      if (error instanceof NoSuchLetter) this.pointAt(error, sent);
      this.refusal = error instanceof Stopped ? new Error(say("submit-was-stopped")) : error;
    } finally {
      this.doing = undefined;
      this.way = {};
    }
  }

  stop(): void {
    this.stopping.abort();
    stopJob(this.way.job?.id);
  }

  /** Puts each reason beside its row: the file that was sent has a header and then the rows. */
  private tell(outcome: Outcome, sent: number[], wanted: string): void {
    const wrong: Record<number, string[]> = {};
    for (const { row, column, reason } of outcome.rejections) {
      const at = sent[row - 2];
      if (at !== undefined) (wrong[at] ??= []).push(column ? `${column}: ${reason}` : reason);
    }
    this.wrong = wrong;
    if (wanted === "submission" && outcome.outcome === "stored")
      this.accepted = new Map([
        ...this.accepted,
        ...sent.filter((row) => !wrong[row]).map((row): [number, string] => [row, outcome.submission ?? ""]),
      ]);
  }

  private pointAt(error: NoSuchLetter, sent: number[]): void {
    const wrong: Record<number, string[]> = {};
    for (const row of sent)
      if (this.table!.names.some((_, column) => this.cell(row, column).includes(error.letter)))
        wrong[row] = [error.message];
    this.wrong = wrong;
  }
}

const FRONT = ["row", "column", "value", "reason"].map((name) => MARK + name);

/** The node's words, which came as bytes like the table would have. */
function problemOf(error: unknown): Problem | undefined {
  if (error instanceof ArrayBuffer) {
    try {
      return JSON.parse(new TextDecoder().decode(error)) as Problem;
    } catch {
      return undefined;
    }
  }
  return typeof error === "object" ? (error as Problem) : undefined;
}

const begun = new Map<string, Mending>();

/** The mending of a submission, as it was left. */
export function mendingOf(submission: Schemas["SubmissionInFull"]): Mending {
  const known = begun.get(submission.id) ?? new Mending(submission);
  begun.set(submission.id, known);
  return known;
}

/** Where a rejected row stands that was mended and accepted since; nothing where it was not. */
export async function standsFor(id: string, row: number): Promise<string | undefined> {
  const mending = mendingOf(await answer(node.GET("/api/v1/submissions/{id}", { params: { path: { id } } })));
  await mending.read();
  const at = mending.table?.rows.findIndex((_, at) => mending.was(at, "row") === String(row));
  return at === undefined ? undefined : mending.accepted.get(at);
}

addEventListener("beforeunload", (event) => {
  if ([...begun.values()].some((one) => one.doing || one.changedRows.length > 0)) event.preventDefault();
});
