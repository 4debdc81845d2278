/** A portal with people who act in matters, for tests of what a matter holds. */
import { randomUUID } from "node:crypto";
import type { Actor } from "../../actor";
import { db } from "../../db";
import type { Right } from "../../gdpr/right";
import { advance } from "../advance";
import type { Entered } from "../ask/enter";
import { receive } from "../ask/receive";
import { stopFor } from "../carry-out/stops";
import { staffOf, type Staff } from "../erased.fixture";
import { loadRequest } from "../load";
import { signedIn, startPortal, type Portal, wish } from "../portal.fixture";
import { openMatter } from "./open";

export const sender = "Rechtsanwältin Quisthoudt, Köln";
export const fileNumber = "AZ 4711/26";
export const summary = "She claims damages for her client over the last order.";
export const ended = "The claim was withdrawn in writing.";

export type Desk = Staff & { lea: Actor; portal: Portal };

export async function deskWithLegal(name: string): Promise<Desk> {
  const portal = await startPortal(name, { customers: 40 });
  return { portal, ...(await staffOf()), lea: await signedIn("lea", { roles: ["legal"] }) };
}

const choice = { scope: "account" as const, categories: [], keepLicences: false, doNotContact: false };

/** The customer asks, and the plan is made. Gives the reference. */
export async function asks(
  who: Actor,
  right: Right = "erasure",
  scope: "account" | "everything" = "account",
): Promise<string> {
  const wishes = [wish(right, { ...choice, scope })];
  const received = await receive(who, { id: randomUUID(), wishes, language: "en" });
  const reference = received.ok ? received.value.requests[0]?.reference : undefined;
  if (!reference) throw new Error("nothing was received");
  await advance(reference);
  return reference;
}

/** Opens a matter; gives its id. */
export async function opened(
  who: Actor,
  references: string[],
  given: Partial<Parameters<typeof openMatter>[1]> = {},
): Promise<string> {
  const id = randomUUID();
  const about = { id, kind: "lawyer" as const, sender, fileNumber, summary, deadline: null, references };
  const result = await openMatter(who, { ...about, reviewOn: "2027-06-01" as never, ...given });
  if (!result.ok) throw new Error(result.reason);
  return given.id ?? id;
}

/** What stops an end of the order records of a request now. */
export const stopped = async (reference: string) =>
  stopFor(db(), await loadRequest(db(), reference), { category: "order" });

export const factsOf = async (request: string) =>
  (await db().event.findMany({ where: { request }, orderBy: { seq: "asc" } })).map(({ fact }) => fact);

/** An order as the form gives it, as of yesterday. */
export async function order({ owner }: Portal): Promise<Entered> {
  const { rows } = await owner.query("select (portal_now() - interval '1 day')::date::text as day");
  const wishes = { rights: ["erasure" as const], consents: [], uses: null, ground: null };
  const came = { channel: "letter" as const, receivedOn: rows[0].day, receivedAt: "00:00", language: "de" as const };
  const to = { name: "", email: "somebody@post.example", post: null, requester: "self" as const };
  const words = "The authority orders the erasure of the account (Art. 58(2)(g)).";
  return { id: randomUUID(), ...wishes, ...came, ...to, words };
}
