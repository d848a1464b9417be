// A method laid over a series: what the node is asked, and how the answer is drawn.

import { answer, node, type Schemas, type SeriesName } from "../api/client";
import type { ChartPoint } from "../chart/SeriesChart.svelte";

export type Assessed = Schemas["SeriesAssessed"];

/** The settings of an address: an object in JSON; what cannot be read is none. */
export function readSettings(text: string): Record<string, unknown> {
  try {
    const read: unknown = text ? JSON.parse(text) : {};
    return read && typeof read === "object" && !Array.isArray(read) ? (read as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** What a method says of a series, or its refusal. */
export async function assess(
  series: SeriesName,
  method: string,
  settings: string,
  asked: Schemas["AskedOf"],
): Promise<Assessed | Error> {
  try {
    const body = { series, method, settings: readSettings(settings) as Record<string, never>, ...asked };
    return await answer(node.POST("/api/v1/series/assessments", { body }));
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The points of a chart with what a method says of them; falls are drawn where they alone alarm. */
export function laidOver(points: ChartPoint[], said: Assessed): { points: ChartPoint[]; direction: string } {
  const by = new Map(said.points.map((point) => [point.period, point]));
  const alarms = said.points.filter((point) => point.is_alarm);
  const isFall = alarms.length > 0 && alarms.every((point) => point.note === "fall");
  const drawn = points.map((point): ChartPoint => {
    const one = by.get(point.period);
    return {
      ...point,
      expected: one?.expected ?? null,
      bound: (isFall ? one?.lower_bound : one?.upper_bound) ?? null,
      is_alarm: one?.is_alarm ?? null,
    };
  });
  return { points: drawn, direction: isFall ? "fall" : "rise" };
}
