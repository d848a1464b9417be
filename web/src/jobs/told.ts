// Jobs in words.

import { locale, say } from "../lib/messages";
import type { Schemas } from "../api/client";
import { day } from "../lib/words";

export type JobBrief = Schemas["JobBrief"];

const KINDS = [
  "submission",
  "drop",
  "preview",
  "coverage",
  "proposal",
  "look",
  "detection",
  "backtest",
  "reproduction",
  "verification",
  "checkup",
  "retention",
];
const ASKED = ["request", "submission", "schedule", "drop-folder"];
const STEPS = ["day", "week", "month", "quarter", "year"];

/** What a job does. */
export function kindOf(job: JobBrief): string {
  return KINDS.includes(job.kind) ? say(`jobs-kind-${job.kind}`) : job.kind;
}

/** Why it was begun. */
export function reasonOf(job: JobBrief): string {
  return ASKED.includes(job.asked_by) ? say(`jobs-asked-${job.asked_by}`) : job.asked_by.replaceAll("-", " ");
}

/** What was asked, without the name of its file. */
export function inputOf({ input }: JobBrief): string {
  return [
    input.as_of && say("jobs-as-of", { day: day(input.as_of) }),
    input.since && say("jobs-since", { day: day(input.since) }),
    input.source && say("jobs-of", { source: input.source }),
    input.signal,
    input.part && say("jobs-part", { part: input.part }),
    input.events && say("jobs-events", { count: input.events }),
    input.step && (STEPS.includes(input.step) ? say(`jobs-by-${input.step}`) : input.step),
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
  if (seconds < 1) return say("jobs-under-a-second");
  if (seconds < 120) return say("jobs-seconds", { count: seconds });
  return seconds < 7200
    ? say("jobs-minutes", { count: Math.round(seconds / 60) })
    : say("jobs-hours", { count: Math.round(seconds / 3600) });
}
