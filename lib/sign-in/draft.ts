/**
 * What somebody typed into a form whose session had run out meanwhile, or was ended in another tab. It waits, sealed, in the row of
 * that session; whoever signs in again in the same browser as the same person finds it in the form. Nobody else does, and nothing of it
 * is sent by itself.
 */
import type { Actor } from "../actor";
import { transactionAs, type Tx } from "../db";
import { openColumn, sealColumn } from "../seal/seal";
import type { ActionId } from "./authorisation";
import { markOf } from "./opened-by";
import { tokenHash } from "./session";

/** Which form it was: its line in the table and the path of its page, for a line serves a page of each request. */
export type FormAt = { line: ActionId; path: string };
export type Draft = FormAt & { values: Record<string, string[]> };

/** Characters of all that was typed: more than any form of ours takes. */
const most = 200_000;
const about = (person: string): string => `draft of ${person}`;

/**
 * Keeps what was typed for the person whose session the cookie's token once opened. Gives false when that session is known no
 * longer or the form was shown to somebody else (`mark`), so that nobody can tell whose words they are. After somebody signed out, the
 * browser may be anybody's: then the form itself must say for whom it was shown.
 */
export async function keepDraft(token: string, draft: Draft, mark: unknown = null): Promise<boolean> {
  const text = JSON.stringify(draft);
  if (text.length > most) return false;
  const id = tokenHash(token);
  return transactionAs({ role: "door", key: id }, async (tx) => {
    const row = await tx.session.findUnique({ where: { id }, select: { personId: true, endedAt: true } });
    if (!row) return false;
    const isTheirs = mark === null ? row.endedAt === null : mark === markOf({ person: row.personId });
    if (!isTheirs) return false;
    const sealed = sealColumn(about(row.personId), text);
    return (await tx.session.updateMany({ where: { id }, data: { draft: sealed } })).count === 1;
  });
}

/** What waits for this person's session, or null. */
export async function draftOf(who: Actor): Promise<Draft | null> {
  return atDoor(who, read);
}

export const isOf = (draft: Draft | null, { line, path }: FormAt): draft is Draft =>
  draft?.line === line && draft.path === path;

/** This form is sent: nothing of it waits any more. */
export async function dropDraft(who: Actor, form: FormAt): Promise<void> {
  await atDoor(who, async (tx, id, person) => {
    if (isOf(await read(tx, id, person), form)) await tx.session.updateMany({ where: { id }, data: { draft: null } });
    return null;
  });
}

type Work<Value> = (tx: Tx, session: string, person: string) => Promise<Value | null>;

async function atDoor<Value>({ session, person }: Actor, work: Work<Value>): Promise<Value | null> {
  if (session === null || person === null) return null;
  return transactionAs({ role: "door", key: session }, (tx) => work(tx, session, person));
}

async function read(tx: Tx, id: string, person: string): Promise<Draft | null> {
  const row = await tx.session.findFirst({
    where: { id, personId: person, NOT: { draft: null } },
    select: { draft: true },
  });
  return row?.draft ? (JSON.parse(openColumn(about(person), row.draft)) as Draft) : null;
}
