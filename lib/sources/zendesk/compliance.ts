/**
 * How far the removal of a user has come. Zendesk's own statement is the proof: each of its applications says that it
 * began and that it is complete (API reference: users, compliance deletion statuses).
 */
import type { User } from "./answers";
import { complianceStatuses } from "./answers";
import { deletedUser, userById, type Desk } from "./desk";

export type Stage =
  | { at: "there"; user: User }
  | { at: "bin"; user: User }
  /** Ordered on `since` (ISO), not yet confirmed by all applications. */
  | { at: "purging"; since: string }
  | { at: "purged" }
  /** Zendesk knows nobody of this number. */
  | { at: "unknown" };

/** The stage of one user, as Zendesk itself shows it. */
export async function stageOf(desk: Desk, id: string): Promise<Stage> {
  const there = await userById(desk, id);
  if (there) return { at: "there", user: there };
  const user = await deletedUser(desk, id);
  if (!user) return { at: "unknown" };
  const ordered = await statusesOf(desk, id);
  const since = ordered.map(({ created_at }) => created_at).toSorted()[0];
  if (since === undefined) return isNameless(user) ? { at: "purged" } : { at: "bin", user };
  return isComplete(ordered) ? { at: "purged" } : { at: "purging", since };
}

/** Whether the removal of a user in the bin has been ordered: they are gone as far as anybody can see to it. */
export async function isPurging(desk: Desk, user: User): Promise<boolean> {
  return isNameless(user) || (await statusesOf(desk, String(user.id))).length > 0;
}

type Status = { action: string; application: string; created_at: string };

async function statusesOf({ api }: Desk, id: string): Promise<Status[]> {
  const path = `/api/v2/users/${id}/compliance_deletion_statuses`;
  const query = { "page[size]": "100" };
  const answer = await api.call({ method: "GET", path, query, also: [404] }, complianceStatuses);
  return answer.ok ? answer.value.compliance_deletion_statuses : [];
}

/**
 * The helpdesk itself is complete, and so is every application that is spoken of: one that has not begun yet may not be.
 * `all` is the order, not an application.
 */
function isComplete(statuses: readonly Status[]): boolean {
  const complete = new Set(
    statuses.filter(({ action }) => action === "complete").map(({ application }) => application),
  );
  const spoken = statuses.map(({ application }) => application).filter((application) => application !== "all");
  return complete.has("all") || (complete.has("support") && spoken.every((application) => complete.has(application)));
}

/** What Zendesk writes over a user whom it removed after thirty days by itself. */
const isNameless = ({ name, email }: User): boolean => !email && /^permanently deleted user$/i.test(name ?? "");
