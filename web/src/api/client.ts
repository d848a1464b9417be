// How the pages ask the node. Everything goes through the client made from the OpenAPI document, so an
// address, a parameter or a field that the node does not have is an error of the build.

import createClient from "openapi-fetch";
import { say, translated } from "../lib/messages";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];
export type Signal = Schemas["SignalBrief"];
export type SignalInFull = Schemas["SignalInFull"];
export type Run = Schemas["DetectionRun"];
export type Finding = Schemas["FoundAlarm"];
export type PointBehind = Schemas["PointBehind"];
export type SeriesName = Schemas["SeriesName"];
export type Problem = Schemas["Problem"];

export const node = createClient<paths>({
  baseUrl: "/",
  querySerializer: { array: { style: "form", explode: true } },
});

/** For what a page asks again by itself: a session ends though it is asked, once nobody does anything. */
export const BY_ITSELF = { headers: { "x-watchfire-by-itself": "1" } };

const URN = "urn:watchfire:problem:";

/** What a refusal says, in the reader's language where the node names the sentence. */
function inWords(problem: Problem | undefined): string | undefined {
  const { id, values } = problem?.says ?? {};
  return id === undefined ? undefined : translated(`problems-says-${id}`, values);
}

/** What the node refused: in the reader's language where it can be said in it, else in its own words. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem | undefined,
  ) {
    const own = problem?.detail ?? problem?.title ?? say("api-status", { status: String(status) });
    super(inWords(problem) ?? own);
  }

  /** Whether the message is the node's, in English. */
  get isNodes(): boolean {
    return this.problem?.type?.startsWith(URN) === true && inWords(this.problem) === undefined;
  }

  /** What went wrong in a few words, in the reader's language where they are known. */
  get title(): string | undefined {
    const type = this.problem?.type ?? "";
    const word = type.startsWith(URN) ? type.slice(URN.length) : "";
    return translated(`problems-${word}`) ?? this.problem?.title;
  }
}

/** The answer, or the refusal as an error. */
export async function answer<T>(
  asked: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  let said;
  try {
    said = await asked;
  } catch {
    throw new Refusal(0, {
      type: "unreachable",
      title: say("api-no-answer"),
      status: 0,
      detail: say("api-no-answer-why"),
    } as Problem);
  }
  if (said.data === undefined) throw new Refusal(said.response.status, said.error as Problem | undefined);
  return said.data;
}

type SeriesQuery = paths["/api/v1/series/points"]["get"]["parameters"]["query"];

/** A series as its routes take it. */
export function naming(series: SeriesName): SeriesQuery {
  return { ...series, cadence: series.cadence as SeriesQuery["cadence"] };
}
