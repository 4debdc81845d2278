/** Who works at the desk: those who have signed in with a role there, by the names they signed in with. */
import type { Actor, Role } from "../../actor";
import { transactionAs, type Tx } from "../../db";
import { openColumn } from "../../seal/seal";
import { staffSight } from "../../sight";
import { readsDesk } from "../readers";
import { colleaguesSql } from "./queue-sql";

/** `name`: null where the sign-in told none. */
export type Colleague = { id: string; name: string | null; roles: Role[] };

/** Everybody of the desk, for those who work there; nobody for others. */
export async function colleagues(who: Actor): Promise<Colleague[]> {
  if (!readsDesk(who)) return [];
  const [found] = await transactionAs(staffSight(who), (tx) =>
    tx.$queryRaw<{ all: Parameters<typeof opened>[0][] }[]>(colleaguesSql),
  );
  return (found?.all ?? []).map(opened);
}

/** A row of that statement, opened; the name comes sealed, in base64. */
export const opened = ({ id, name, roles }: { id: string; name: string | null; roles: string[] }): Colleague => ({
  id,
  name: name === null ? null : openColumn("person name", Buffer.from(name, "base64")),
  roles: roles.filter((role): role is Role => role === "reviewer" || role === "dpo"),
});

/** Those of these people who work here, also at legal. Whoever does not any longer is not among them. */
export async function peopleBehind(tx: Tx, ids: readonly string[]): Promise<Colleague[]> {
  const rows = await tx.person.findMany({ where: { id: { in: [...new Set(ids)] } } });
  return rows.map(({ id, name, roles }) => ({
    id,
    name: name && openColumn("person name", name),
    roles: roles.filter((role): role is Role => role === "reviewer" || role === "dpo" || role === "legal"),
  }));
}
