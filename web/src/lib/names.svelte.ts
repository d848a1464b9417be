// What indicators, substances and places are called: in the reader's language where a message or the browser knows
// it, elsewhere as the node calls them, which is read once a visit.

import { answer, node, type Schemas, type Signal } from "../api/client";
import { every } from "./every";
import { language, translated } from "./messages";
import { countryName } from "./words";

type Entry = { id: string; name: string };
type Kind = "indicators" | "substances" | "places";

const CALLED: Record<Kind, (id: string) => string | undefined> = {
  indicators: (id) => translated(`names-indicator-${id}`),
  substances: (id) => translated(`names-substance-${id}`),
  places: (id) => {
    const isCountry = language !== "en" && /^[A-Z]{2}$/.test(id);
    return translated(`names-place-${id}`) ?? (isCountry ? countryName(id) : undefined);
  },
};

const plain = (id: string) => id.replaceAll("-", " ");

/** An indicator, which the node calls so. */
export const indicatorName = (id: string, name = plain(id)) => CALLED.indicators(id) ?? name;

/** What cannot be told from an indicator's figures; nothing where the node's words stand. */
export const weaknesses = (id: string) => translated(`weaknesses-${id}`);

/** What a file tells of, such as "seizure". */
export const factName = (kind: string) => translated(`names-fact-${kind}`) ?? kind;

/** A substance or class, which the node calls so. */
export const substanceName = (id: string, name = plain(id)) => CALLED.substances(id) ?? name;

/** A place, which the node calls so. */
export const placeName = (id: string, name: string) => CALLED.places(id) ?? name;

type Named = Pick<Signal, "substance" | "substance_name" | "place" | "place_name">;

/** Which substance a signal is about. */
export const substanceOf = (signal: Named) => substanceName(signal.substance, signal.substance_name);

/** Where a signal is. */
export const placeOf = (signal: Named) => placeName(signal.place, signal.place_name);

/** What a signal is about: "fentanyl, Austria". */
export const signalName = (signal: Named) => `${substanceOf(signal)}, ${placeOf(signal)}`;

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
    return CALLED[kind](id) ?? this.known[kind].get(id) ?? plain(id);
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
