// Moving through a list by its keys: j to the next, k to the one before, in the order that is shown.

/** What the keys of a list do. */
export interface Moves {
  /** Moves by so many places. */
  move: (step: number) => void;
  /** Opens the one that is chosen. */
  open?: () => void;
  /** Further keys of the page. */
  others?: Record<string, () => void>;
}

/** The place `step` away from `at`, kept within a list of this length. */
export function within(at: number, step: number, length: number): number {
  return Math.min(Math.max(at + step, 0), length - 1);
}

/** Answers a key, unless somebody types or means a command of the browser. */
export function pressed(event: KeyboardEvent, { move, open, others = {} }: Moves): void {
  const target = event.target as HTMLElement;
  const typing = target.closest("input, textarea, select, dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "Enter" && open && !target.closest("a, button")) open();
  else if (others[event.key]) others[event.key]!();
  else return;
  event.preventDefault();
}
