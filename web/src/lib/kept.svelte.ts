// What the reader's own browser keeps: what is followed, and what was on the list at the last visit.
// Nothing of it leaves the machine, and whoever signs out or signs in after another leaves and finds nothing of it.

const OURS = "watchfire.";
const REASON = "reason";

function read<T>(name: string, otherwise: T): T {
  try {
    const text = localStorage.getItem(OURS + name);
    return text ? (JSON.parse(text) as T) : otherwise;
  } catch {
    return otherwise;
  }
}

function write(name: string, value: unknown): void {
  try {
    localStorage.setItem(OURS + name, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing shows all else.
  }
}

class Kept {
  followed = $state<string[]>(read("followed", []));
  #reason = $state(sessionStorage.getItem(REASON) ?? "");

  /** Why one looks: it stays with this window until it is changed. */
  get reason(): string {
    return this.#reason;
  }

  set reason(reason: string) {
    this.#reason = reason;
    sessionStorage.setItem(REASON, reason);
  }

  /** Forgets what another left here; the name is empty where a node has no accounts. */
  belongsTo(name: string): void {
    if (read("whose", "") === name) return;
    this.forget();
    write("whose", name);
  }

  /** Forgets all that tells of data, in this window too; the language stays. */
  forget(): void {
    this.followed = [];
    this.#reason = "";
    earlier = undefined;
    earlierSeen = {};
    try {
      sessionStorage.clear();
      for (const name of Object.keys(localStorage)) if (name.startsWith(OURS)) localStorage.removeItem(name);
    } catch {
      // A browser that keeps nothing has nothing to forget.
    }
  }

  isFollowed(id: string): boolean {
    return this.followed.includes(id);
  }

  follow(id: string): void {
    this.followed = this.isFollowed(id)
      ? this.followed.filter((other) => other !== id)
      : [...this.followed, id];
    write("followed", this.followed);
  }

  /** How a followed signal stood when it was last looked at. */
  seen(id: string): Seen | undefined {
    return earlierSeen[id];
  }

  /** Notes how the followed signals of a list stand now, for the next visit. */
  see(now: Record<string, Seen>): void {
    write("seen", { ...earlierSeen, ...now });
  }

  /** The run that was seen at the last visit, and its signals; of another browser session. */
  lastVisit(): { run: number; on: string; ids: string[] } | undefined {
    return earlier;
  }

  /** Notes what is seen now, for the next visit. */
  visited(run: number, on: string, ids: string[]): void {
    write("visit", { run, on, ids });
  }
}

/** What of a signal can change while it is followed. */
export interface Seen {
  name: string;
  last_alarm: string;
  findings: number;
  judged: string;
}

// Read once as the page opens: what this visit writes is for the next.
let earlier = read<{ run: number; on: string; ids: string[] } | undefined>("visit", undefined);

let earlierSeen = read<Record<string, Seen>>("seen", {});

export const kept = new Kept();
