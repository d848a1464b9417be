// Jobs in words.

import { locale } from "../lib/messages";
import type { Schemas } from "../api/client";
import { day } from "../lib/words";

export type JobBrief = Schemas["JobBrief"];

const KINDS: Record<string, string> = {
  submission: "Reading a file and storing it",
  drop: "Reading a file of the drop folder",
  preview: "Trying a file",
  coverage: "Looking up the names in a file",
  proposal: "Proposing a mapping",
  look: "Looking for faults of the data",
  detection: "Detection",
  backtest: "Replaying history",
  reproduction: "Computing a signal again",
  verification: "Proving the node",
  checkup: "Looking the node over",
  retention: "Erasing what has come to its end",
};

const ASKED: Record<string, string> = {
  request: "on request",
  submission: "after a file was stored",
  schedule: "on schedule",
  "drop-folder": "from the drop folder",
};

/** What a job does. */
export function kindOf(job: JobBrief): string {
  return KINDS[job.kind] ?? job.kind;
}

/** Why it was begun. */
export function reasonOf(job: JobBrief): string {
  return ASKED[job.asked_by] ?? job.asked_by.replaceAll("-", " ");
}

/** What was asked, without the name of its file. */
export function inputOf({ input }: JobBrief): string {
  return [
    input.as_of && `as of ${day(input.as_of)}`,
    input.since && `since ${day(input.since)}`,
    input.source && `of ${input.source}`,
    input.signal,
    input.part && `part ${input.part}`,
    input.events && `for ${input.events} known events`,
    input.step && `by ${input.step}`,
  ]
    .filter(Boolean)
    .join(", ");
}

/** Whether it has still to end. */
export function isUnfinished(job: JobBrief): boolean {
  return ["receiving", "waiting", "running", "stopping"].includes(job.state);
}

const time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** When it was asked for, by the reader's clock: the day is left out where it is today. */
export function when(text: string, now = new Date()): string {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return text;
  const local = (of: Date) => `${of.getFullYear()}-${of.getMonth() + 1}-${of.getDate()}`;
  return local(at) === local(now) ? time.format(at) : `${day(local(at))}, ${time.format(at)}`;
}

/** How long it took, or takes. */
export function took(job: JobBrief, now = Date.now()): string {
  if (!job.started_at) return "";
  const end = job.ended_at ? Date.parse(job.ended_at) : now;
  const seconds = Math.max(0, Math.round((end - Date.parse(job.started_at)) / 1000));
  if (seconds < 1) return "under a second";
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
