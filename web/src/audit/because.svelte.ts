// Why one looks goes along with all that is asked; where the node wants it and has none, the page asks for it and
// asks the node again.

import { node, type Problem } from "../api/client";
import { kept } from "../lib/kept.svelte";

const HEADER = "x-watchfire-reason";
const WANTED = "urn:watchfire:problem:no-reason";

class Because {
  /** Whether the page waits for a reason. */
  isAsked = $state(false);
  #told: ((isGiven: boolean) => void) | undefined;
  #asking: Promise<boolean> | undefined;

  /** Asks whoever sits there, once for all that waits for it; whether they gave a reason. */
  ask(): Promise<boolean> {
    this.#asking ??= new Promise((told) => {
      this.#told = told;
      this.isAsked = true;
    });
    return this.#asking;
  }

  /** Takes the answer; an empty one shows nothing. */
  tell(reason: string): void {
    const given = reason.trim();
    if (given) kept.reason = given;
    this.isAsked = false;
    this.#asking = undefined;
    this.#told?.(given !== "");
  }
}

export const because = new Because();

/** The same request once more: what was sent can be sent one time only. */
const again = new WeakMap<Request, Request>();

function stated(request: Request): Request {
  const given = kept.reason.trim();
  // Headers are ASCII.
  if (given) request.headers.set(HEADER, encodeURIComponent(given));
  return request;
}

node.use({
  onRequest({ request }) {
    const isShort = request.body === null || request.headers.get("content-type") === "application/json";
    if (isShort) again.set(request, request.clone());
    return stated(request);
  },
  async onResponse({ request, response }) {
    const once = again.get(request);
    if (response.status !== 403 || !once) return undefined;
    // A proxy may refuse in words of its own.
    const told: Promise<Problem | undefined> = response.clone().json();
    const problem = await told.catch(() => undefined);
    if (problem?.type !== WANTED || !(await because.ask())) return undefined;
    return fetch(stated(once));
  },
});
