// How far the axis of prices goes where a few of them lie far beyond all others.

/** The end of an axis: the largest value, or the largest of those that are not far beyond the others.
    Far is three times the distance between the quartiles beyond the upper one (Tukey 1977), and half as much
    again as what stays. */
export function endOf(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const most = sorted.at(-1) ?? 0;
  if (sorted.length < LEAST) return most;
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
  const fence = at(0.75) + 3 * (at(0.75) - at(0.25));
  const within = sorted.findLast((value) => value <= fence) ?? most;
  return most > 1.5 * within ? within : most;
}

/** Of fewer values none can be told to be far from the others. */
const LEAST = 5;
