/**
 * What a sweep need not find out again (Art. 5(1)(e)). That a closed ticket is empty only its messages show, one question
 * each; nothing can be written to it any more, so it is asked once. When the last ticket of a profile ended nobody can say
 * once that ticket is deleted; so it is written down before.
 *
 * Kept in the source's own memory and not as a tag in Zendesk: anybody there could set a tag, and tickets would never be
 * emptied. The notes name nobody: each stands under a hash with a key that nobody sees outside of that memory. What is older
 * than the memory keeps is found out again; what a sweep still needs is written anew each week.
 */
import { createHmac, randomBytes } from "node:crypto";
import type { Ticket } from "./answers";
import { countsFrom } from "./classify";
import type { Desk } from "./desk";

/** `at`: when it was written. */
type Empty = { at: string };

/** `last`: when the last known ticket ended; `waits`: something else kept the profile when it was looked at. */
export type Note = { at: string; last: string | null; waits: boolean };

/** Days after which a note is written anew. */
const renewal = 7;
const age = (now: string, { at }: { at: string }): number => (Date.parse(now) - Date.parse(at)) / 86_400_000;

/** Whether it is known that the ticket says nothing any more. */
export async function isKnownEmpty(desk: Desk, ticket: string): Promise<boolean> {
  const note = (await desk.tools.memory.get(await named(desk, "ticket", ticket))) as Empty | undefined;
  if (note && age(await desk.tools.now(), note) > renewal) await noteEmpty(desk, ticket);
  return note !== undefined;
}

/** To be called for closed tickets only: into others somebody may still write. */
export async function noteEmpty(desk: Desk, ticket: string): Promise<void> {
  const note: Empty = { at: await desk.tools.now() };
  await desk.tools.memory.put(await named(desk, "ticket", ticket), note);
}

/** What is known of a profile's tickets, with the days since it was written. */
export async function noteOn(desk: Desk, user: number): Promise<(Note & { days: number }) | null> {
  const name = await named(desk, "profile", String(user));
  const note = (await desk.tools.memory.get(name)) as Note | undefined;
  if (!note) return null;
  const now = await desk.tools.now();
  const days = age(now, note);
  // One that waits is looked at again by its age.
  if (days > renewal && !note.waits) await desk.tools.memory.put(name, { ...note, at: now });
  return { ...note, days };
}

/** Writes down what a look at a profile has shown that is not due. */
export async function noteLook(desk: Desk, user: number, seen: Pick<Note, "last" | "waits">): Promise<void> {
  const note: Note = { at: await desk.tools.now(), ...seen };
  await desk.tools.memory.put(await named(desk, "profile", String(user)), note);
}

/** Writes down when these tickets ended, which are about to go; whoever took part in them is looked at anew. */
export async function noteEnds(desk: Desk, tickets: Iterable<Ticket>): Promise<void> {
  const now = await desk.tools.now();
  const ends = new Map<number, string | null>();
  for (const ticket of tickets) {
    // One that is not closed ends now.
    const end = countsFrom(ticket, "closed") ?? now;
    ends.set(ticket.requester_id, laterOf(ends.get(ticket.requester_id) ?? null, end));
    for (const id of [...ticket.collaborator_ids, ...ticket.email_cc_ids]) if (!ends.has(id)) ends.set(id, null);
  }
  for (const [user, end] of ends) {
    const name = await named(desk, "profile", String(user));
    const before = (await desk.tools.memory.get(name)) as Note | undefined;
    if (!before && end === null) continue;
    const note: Note = { at: now, last: laterOf(before?.last ?? null, end), waits: false };
    await desk.tools.memory.put(name, note);
  }
}

export const laterOf = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && Date.parse(other) > Date.parse(one)) ? other : one;

type Key = { at: string; key: string };

/** The name of a note. Its key lasts as long as the memory does, whatever becomes of the access to Zendesk. */
async function named({ tools: { memory, now } }: Desk, kind: "ticket" | "profile", id: string): Promise<string> {
  const instant = await now();
  let held = (await memory.get("notes")) as Key | undefined;
  if (!held) {
    const fresh: Key = { at: instant, key: randomBytes(32).toString("hex") };
    held = (await memory.swap("notes", undefined, fresh)) ? fresh : ((await memory.get("notes")) as Key);
  } else if (age(instant, held) > renewal) await memory.put("notes", { ...held, at: instant });
  const hash = createHmac("sha256", Buffer.from(held.key, "hex")).update(id).digest("hex").slice(0, 32);
  return `${kind === "ticket" ? "empty" : "ended"}/${hash}`;
}
