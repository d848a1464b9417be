// What a chart says to those who do not see it: one name for the whole, none for its parts.

/** Makes a chart one picture; what Plot calls its parts ("line", "dot") tells a reader nothing. */
export function asPicture<T extends Element>(chart: T): T {
  chart.setAttribute("role", "img");
  for (const part of chart.querySelectorAll("g[aria-label]")) part.removeAttribute("aria-label");
  return chart;
}

/** Pixels that a label beside an axis needs, with its distance from it. */
export const roomFor = (label: string) => 10 + 6.5 * label.length;
