// The address holds all that a view depends on, so that every view can be linked, bookmarked and gone
// back to.

/** Parameters that are days. */
const DAYS = new Set(["day", "once", "from", "to"]);

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00Z`).toJSON()?.startsWith(text);
}

class Route {
  path = $state(location.pathname);
  query = $state(new URLSearchParams(location.search));

  constructor() {
    addEventListener("popstate", () => this.read());
    addEventListener("click", (event) => this.follow(event));
  }

  /** One parameter of the address; empty where it is not there. */
  get(name: string): string {
    const value = this.query.get(name) ?? "";
    // A day that is none is as good as no day.
    return DAYS.has(name) && !isDay(value) ? "" : value;
  }

  /** Every value of a parameter. */
  all(name: string): string[] {
    return this.query.getAll(name);
  }

  /** Goes to another address; it becomes a step that "back" undoes. */
  go(address: string): void {
    history.pushState(null, "", address);
    this.read();
    scrollTo(0, 0);
  }

  /** Sets parameters of this address; null takes one away. A change of the same view is no new step. */
  set(changes: Record<string, string | string[] | null>, step = false): void {
    const query = new URLSearchParams(this.query);
    for (const [name, value] of Object.entries(changes)) {
      query.delete(name);
      for (const one of Array.isArray(value) ? value : [value]) if (one) query.append(name, one);
    }
    const address = query.size > 0 ? `${this.path}?${query}` : this.path;
    if (step) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    this.read();
  }

  private read(): void {
    this.path = location.pathname;
    this.query = new URLSearchParams(location.search);
  }

  private follow(event: MouseEvent): void {
    const link = (event.target as Element | null)?.closest?.("a");
    const isPlain =
      event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain || event.defaultPrevented || link.target || link.hasAttribute("download")) return;
    const to = new URL(link.href);
    if (to.origin !== location.origin || to.pathname.startsWith("/api/")) return;
    if (to.hash && to.pathname === location.pathname) return;
    event.preventDefault();
    this.go(to.pathname + to.search);
  }
}

export const route = new Route();

/** An address of this interface with the day that is looked at, where one is. */
export function link(path: string, query: Record<string, string | string[] | null | undefined> = {}): string {
  const all = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one) all.append(name, one);
  }
  return all.size > 0 ? `${path}?${all}` : path;
}
