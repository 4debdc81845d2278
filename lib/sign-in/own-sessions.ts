/**
 * Art. 32: where somebody is signed in, and the press that ends it. A session is named by a code that says nothing outside
 * this person's list; its own id never leaves the database.
 */
import type { Actor } from "../actor";
import { policy } from "../company";
import { portalNow, transactionAs } from "../db";
import { done, no, type Result } from "../result";
import { keyedHash, masterKey } from "../seal/seal";
import type { Browser } from "./device";
import { endRows } from "./session";

export type OwnSession = {
  code: string;
  browser: Browser;
  handheld: boolean;
  door: "oidc" | "link";
  since: Date;
  seenAt: Date;
  /** The one that asks. */
  here: boolean;
};

/** The sessions that still open something, this one first, then the last one seen. */
export async function ownSessions(who: Actor): Promise<OwnSession[]> {
  const rows = await standing(who);
  return rows
    .map(({ id, browser, handheld, door, createdAt, seenAt }): OwnSession => ({
      code: codeOf(id),
      browser: browser as Browser,
      handheld,
      door: door as OwnSession["door"],
      since: createdAt,
      seenAt,
      here: id === who.session,
    }))
    .toSorted((a, b) => Number(b.here) - Number(a.here) || b.seenAt.getTime() - a.seenAt.getTime());
}

/** Ends one other session. Ended before, expired and somebody else's are the same: it opens nothing. */
export async function endOwnSession(who: Actor, code: string): Promise<Result<"not-fresh" | "gone">> {
  if (!provedLately(who)) return no("not-fresh");
  const id = (await standing(who)).find((row) => codeOf(row.id) === code && row.id !== who.session)?.id;
  if (id === undefined) return no("gone");
  await end(who, [id]);
  return done;
}

/** Ends every session but this one. Pressed twice, the second finds nothing to end. */
export async function endOtherSessions(who: Actor): Promise<Result<"not-fresh">> {
  if (!provedLately(who)) return no("not-fresh");
  const others = (await standing(who)).filter(({ id }) => id !== who.session);
  await end(who, others.map(({ id }) => id)); // prettier-ignore
  return done;
}

/** Whether the person proved who they are a moment ago, at the door that they came in by. */
export const provedLately = ({ authAge }: Pick<Actor, "authAge">): boolean =>
  authAge !== null && authAge <= policy().release.freshMinutes * 60;

const sightOf = ({ person }: Actor) => {
  if (person === null) throw new Error("only a person has sessions");
  return { role: "door", person } as const;
};

/** By the limits of `actorOf`: what would be let in. */
async function standing(who: Actor) {
  const [idle, whole] = who.roles.includes("subject") ? [30, 12 * 60] : [15, 8 * 60];
  return transactionAs(sightOf(who), async (tx) => {
    const now = await portalNow(tx);
    const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
    return tx.session.findMany({
      where: {
        personId: who.person as string,
        endedAt: null,
        expiresAt: { gt: now },
        seenAt: { gt: ago(idle) },
        createdAt: { gt: ago(whole) },
      },
    });
  });
}

async function end(who: Actor, ids: string[]): Promise<void> {
  await transactionAs(sightOf(who), (tx) => endRows(tx, { id: { in: ids }, personId: who.person as string }));
}

const codeOf = (id: string): string => keyedHash(masterKey("session code"), id).slice(0, 32);
