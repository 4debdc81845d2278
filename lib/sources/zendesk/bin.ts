/**
 * Zendesk's bin: tickets that were deleted and are not yet gone for good (API reference: deleted tickets). Its list may be
 * read ten times a minute, and in a large helpdesk has more pages than that. So one reading serves all who need it, and goes
 * on where the limit stopped it: it proves that a ticket is gone if that ticket had left the desk before it began.
 */
import { deletedTicketPage, type DeletedTicketPage } from "./answers";
import type { Api } from "./api";

export type Bin = {
  /** Takes note which of the tickets that were asked for are at the desk. */
  seen(asked: readonly string[], there: ReadonlyMap<string, unknown>): void;
  /** Which of these tickets, which are not at the desk, lie in the bin. */
  lying(ids: readonly string[]): Promise<Set<string>>;
  /** We have put something there or have had something removed: what was read is no longer true. */
  changed(): void;
};

/** `order` counts what happens in this process, so that nobody's clock says what came first. */
type Reading = { order: number; at: number; after: string | null; found: Map<string, number>; whole: boolean };

/** Milliseconds: what was found may have gone since; what was not there can only come back by way of the desk. */
const [stillThere, stillAbsent] = [5_000, 30 * 60_000];
/** Tickets of which it is remembered when they left; more are looked for anew. */
const most = 200_000;
const sized = { "page[size]": "100", sort_by: "deleted_at", sort_order: "desc" };

/** The bin of one Zendesk, as this process knows it. */
export function binOf(api: Api): Bin {
  let happened = 0;
  let reading: Reading | null = null;
  const away = new Map<string, number>();

  const begun = (): Reading => ({ order: ++happened, at: Date.now(), after: null, found: new Map(), whole: false });

  function reusable(ids: readonly string[]): Reading | null {
    if (!reading || Date.now() - reading.at > stillAbsent) return null;
    const { order } = reading;
    return ids.every((id) => (away.get(id) ?? order) < order) ? reading : null;
  }

  /** Reads on until all are found or there is no more. */
  async function readFor(ids: readonly string[], from: Reading): Promise<void> {
    while (!from.whole && !ids.every((id) => from.found.has(id))) {
      const { deleted_tickets: tickets, meta } = await page(api, from.after);
      for (const { id } of tickets) from.found.set(String(id), Date.now());
      const next = meta.has_more ? (meta.after_cursor ?? null) : null;
      // A cursor that leads nowhere would ask for ever.
      if (meta.has_more && (next === null || next === from.after)) throw api.trouble("unexpected-answer");
      from.after = next;
      from.whole = next === null;
    }
  }

  return {
    seen(asked, there) {
      if (away.size > most) away.clear();
      for (const id of asked)
        if (there.has(id)) away.delete(id);
        else if (!away.has(id)) away.set(id, ++happened);
    },
    async lying(ids) {
      if (ids.length === 0) return new Set();
      const began = Date.now();
      const isOld = ({ found }: Reading) => ids.some((id) => (found.get(id) ?? began) < began - stillThere);
      const known = reusable(ids);
      let used = known ?? (reading = begun());
      await readFor(ids, used);
      if (isOld(used)) await readFor(ids, (used = reading = begun()));
      const { found } = used;
      return new Set(ids.filter((id) => found.has(id)));
    },
    changed() {
      reading = null;
    },
  };
}

async function page(api: Api, after: string | null): Promise<DeletedTicketPage> {
  await api.room("bin", [{ calls: 10, seconds: 60 }]);
  const query = { ...sized, ...(after === null ? {} : { "page[after]": after }) };
  const answer = await api.call({ method: "GET", path: "/api/v2/deleted_tickets", query }, deletedTicketPage);
  if (!answer.ok) throw api.trouble("unexpected-answer");
  return answer.value;
}
