// What the reader's own browser keeps: what is followed, and what was on the list at the last visit.
// Nothing of it leaves the machine.

function read<T>(name: string, otherwise: T): T {
  try {
    const text = localStorage.getItem(`watchfire.${name}`);
    return text ? (JSON.parse(text) as T) : otherwise;
  } catch {
    return otherwise;
  }
}

function write(name: string, value: unknown): void {
  try {
    localStorage.setItem(`watchfire.${name}`, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing shows all else.
  }
}

class Kept {
  followed = $state<string[]>(read("followed", []));
  theme = $state<string>(read("theme", ""));

  isFollowed(id: string): boolean {
    return this.followed.includes(id);
  }

  follow(id: string): void {
    this.followed = this.isFollowed(id)
      ? this.followed.filter((other) => other !== id)
      : [...this.followed, id];
    write("followed", this.followed);
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

// Read once as the page opens: what this visit writes is for the next.
const earlier = read<{ run: number; on: string; ids: string[] } | undefined>("visit", undefined);

export const kept = new Kept();
