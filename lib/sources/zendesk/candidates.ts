/**
 * What Zendesk's search brings up (API reference: search, export search results): numbers, nothing else of it is kept. The
 * export takes no `type` in its query, gives at most what its index knew some minutes ago, may be asked a hundred times a
 * minute, and its cursor lasts for an hour. So one reading serves all batches of a sweep, and goes on where the limit
 * stopped it.
 */
import type * as z from "zod";
import { searchPage } from "./answers";
import type { Api } from "./api";

export type Searched<Found> = {
  /** What is asked, for this process: two questions of one name are the same. */
  name: string;
  type: "ticket" | "user";
  query: string;
  shape: z.ZodType<{ results: Found[]; meta: { has_more: boolean; after_cursor?: string | null | undefined } }>;
  /** The numbers that count of one result. */
  numbers(found: Found): number[];
};

export type Candidates = {
  /** All numbers in their order; `first` of a listing, which takes no reading that a listing before it has used up. */
  of<Found>(asked: Searched<Found>, first: boolean): Promise<readonly number[]>;
  /** A listing has come to its end: the next one that begins reads anew. */
  usedUp(name: string): void;
};

type Reading = { found: Set<number>; after: string | null; whole: readonly number[] | null; at: number; used: boolean };

/** Milliseconds: a cursor's life with some to spare; a whole reading may be as old, because each record is read again. */
const life = 50 * 60_000;
const sized = { "page[size]": "100" };

/** What one Zendesk's search brought up, as this process knows it. */
export function candidatesOf(api: Api): Candidates {
  const readings = new Map<string, Reading>();

  function begun(name: string, first: boolean): Reading {
    for (const [old, { at }] of readings) if (Date.now() - at >= life) readings.delete(old);
    const before = readings.get(name);
    if (before && !(first && before.used)) return before;
    const fresh = { found: new Set<number>(), after: null, whole: null, at: Date.now(), used: false };
    readings.set(name, fresh);
    return fresh;
  }

  return {
    async of(asked, first) {
      const reading = begun(asked.name, first);
      while (!reading.whole) {
        const from = reading.after;
        const { results, meta } = await page(api, asked, from);
        for (const one of results) for (const number of asked.numbers(one)) reading.found.add(number);
        reading.at = Date.now();
        const next = meta.has_more ? (meta.after_cursor ?? null) : null;
        // A cursor that leads nowhere would ask for ever.
        if (meta.has_more && (next === null || next === from)) throw api.trouble("unexpected-answer");
        reading.after = next;
        if (next === null) reading.whole = [...reading.found].toSorted((one, other) => one - other);
      }
      return reading.whole;
    },
    usedUp(name) {
      const reading = readings.get(name);
      if (reading) reading.used = true;
    },
  };
}

async function page<Found>(api: Api, { type, query, shape }: Searched<Found>, after: string | null) {
  await api.room("search", [{ calls: 100, seconds: 60 }]);
  const asked = { query, "filter[type]": type, ...sized, ...(after === null ? {} : { "page[after]": after }) };
  const answer = await api.call({ method: "GET", path: "/api/v2/search/export", query: asked }, shape);
  if (!answer.ok) throw api.trouble("unexpected-answer");
  return answer.value;
}

/** The numbers of the results themselves. */
export const byNumber = (name: string, type: "ticket" | "user", query: string): Searched<{ id: number }> => ({
  name,
  type,
  query,
  shape: searchPage,
  numbers: ({ id }) => [id],
});

/** The day, as the search spells it, before which everything was created that ended before the instant. */
export const dayAfter = (cutoff: string): string =>
  // Nothing ends before it began; the day is Zendesk's, in whatever zone.
  new Date(Date.parse(cutoff) + 2 * 86_400_000).toISOString().slice(0, 10);
