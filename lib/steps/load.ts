/** Reads one request with its keys and what lies sealed in its row. */
import { languageOf } from "../../i18n/language";
import type { Tx } from "../db";
import type { Pause } from "../gdpr/deadline";
import type { Right } from "../gdpr/right";
import type { State } from "../gdpr/request";
import { openFor, requestKey, type RequestKey } from "../seal/request-key";
import { storedTerms, type Requester } from "../gdpr/wish";
import type { ChosenPlace } from "../seal/settings";
import type { Person } from "../sources/source";

export type Contact = {
  email: string | null;
  name: string | null;
  door: "oidc" | "link" | null;
  authAge: number | null;
  /** Where a letter goes on paper: when the answer goes by post, or beside the portal when the person chose that. */
  post?: string | null;
  /** Another proved address that hears that something waits, from an instant on. */
  answers?: { email: string; from: string } | null;
  /** Where the person lives or works, as they told us. */
  place?: ChosenPlace | null;
};

/** Null for an unknown request, and for one whose file was destroyed: there is nothing left to act on. */
export async function load(tx: Tx, id: string) {
  const row = await tx.request.findUnique({ where: { id } });
  if (!row || row.shreddedAt) return null;
  const keys: RequestKey = await requestKey(tx, id);
  return {
    ...row,
    right: row.right as Right,
    pauses: row.pauses as Pause[],
    state: row.state as State,
    language: languageOf(row.language),
    requester: row.requester as Requester,
    ...storedTerms(row.right as Right, row.choice),
    keys,
    subject: openFor<Person>(keys, "subject", row.subject),
    contact: openFor<Contact>(keys, "contact", row.contact),
  };
}

export type Loaded = NonNullable<Awaited<ReturnType<typeof load>>>;

/** The request, which must exist. */
export async function loadRequest(tx: Tx, id: string): Promise<Loaded> {
  const loaded = await load(tx, id);
  if (!loaded) throw new Error(`no request ${id}`);
  return loaded;
}
