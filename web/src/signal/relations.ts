// How figures of places stand to what was expected there, as far as a signal's page has read them.

import type { Signal, SignalInFull } from "../api/client";
import type { Relation } from "../map/fills";

/** Of each place the figure that is told: that of this signal, of another about the substance, the surest first, or
    the latest with an expectation of a series behind it. */
export function relations(full: SignalInFull, alike: Signal[]): Map<string, Relation> {
  const told = new Map<string, Relation>();
  const tell = (place: string, point: { observed?: unknown; expected?: unknown; period: string }) => {
    const { observed, expected, period } = point;
    if (told.has(place) || typeof observed !== "number" || typeof expected !== "number") return;
    if (expected > 0) told.set(place, { times: observed / expected, period });
  };
  for (const { place, leading_finding: leading } of [full.signal, ...alike])
    if (leading) tell(place, leading);
  for (const { series, points } of full.series) {
    // A part says nothing of the whole place.
    if (series.subgroup) continue;
    const latest = points.findLast(
      ({ observed, expected }) => typeof observed === "number" && typeof expected === "number",
    );
    if (latest) tell(series.place, latest);
  }
  return told;
}
