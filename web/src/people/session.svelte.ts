// Who is signed in, as the node says.

import { answer, node, type Schemas } from "../api/client";
import { kept } from "../lib/kept.svelte";

export type SessionDocument = Schemas["SessionDocument"];

class Session {
  #told = $state.raw<SessionDocument | undefined>();
  refusal = $state.raw<unknown>();

  /** What the node says; undefined until it was asked. */
  get told(): SessionDocument | undefined {
    return this.#told;
  }

  set told(told: SessionDocument | undefined) {
    if (told?.is_in) kept.belongsTo(told.person?.name ?? "");
    this.#told = told;
  }

  /** Asks the node who this is. */
  async look(): Promise<void> {
    try {
      this.told = await answer(node.GET("/api/v1/session"));
      this.refusal = undefined;
    } catch (error) {
      this.refusal = error;
    }
  }

  /** Whether an account of this role is signed in; the one at the node's own terminal has all of them. */
  is(role: string): boolean {
    const person = this.told?.person;
    return this.told?.is_in === true && (person === null || person?.roles.includes(role) === true);
  }
}

export const session = new Session();

// A session that ended is noticed wherever it is noticed first.
node.use({
  onResponse({ response }) {
    if (response.status === 401 && session.told?.is_in) void session.look();
  },
});
