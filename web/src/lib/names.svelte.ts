// The names of indicators, substances and places, read from the node once a visit.

import { answer, node, type Schemas } from "../api/client";
import { every } from "./every";

type Entry = { id: string; name: string };
type Kind = "indicators" | "substances" | "places";

class Names {
  private known = $state.raw<Record<Kind, ReadonlyMap<string, string>>>({
    indicators: new Map(),
    substances: new Map(),
    places: new Map(),
  });
  private definitions = $state.raw<ReadonlyMap<string, Schemas["IndicatorEntry"]>>(new Map());
  private isAsked = false;

  indicator(id: string): string {
    return this.of("indicators", id);
  }

  substance(id: string): string {
    return this.of("substances", id);
  }

  place(id: string): string {
    return this.of("places", id);
  }

  /** What an indicator counts, and what it cannot tell. */
  definition(id: string): Schemas["IndicatorEntry"] | undefined {
    this.read();
    return this.definitions.get(id);
  }

  private of(kind: Kind, id: string): string {
    this.read();
    return this.known[kind].get(id) ?? id.replaceAll("-", " ");
  }

  private read(): void {
    if (this.isAsked) return;
    this.isAsked = true;
    const every = { limit: 1000 };
    void this.keep("indicators", async (after) => {
      const page = await answer(node.GET("/api/v1/indicators", { params: { query: { ...every, after } } }));
      this.definitions = new Map(page.items.map((one) => [one.id, one]));
      return page;
    });
    void this.keep("substances", (after) =>
      answer(node.GET("/api/v1/substances", { params: { query: { ...every, after } } })),
    );
    void this.keep("places", (after) =>
      answer(node.GET("/api/v1/places", { params: { query: { ...every, after } } })),
    );
  }

  private async keep(
    kind: Kind,
    page: (after: number) => Promise<{ items: Entry[]; next_after?: number | null }>,
  ): Promise<void> {
    try {
      const all = await every(page);
      this.known = { ...this.known, [kind]: new Map(all.map(({ id, name }) => [id, name])) };
    } catch {
      // Ids are shown where names cannot be read.
    }
  }
}

export const names = new Names();
