/**
 * Art. 12(1): how a letter of one request is worded: as the company says in its policy and, over that, as somebody of the
 * desk worded this one. Such a draft lies sealed in the request's drawer and serves one letter: the next of its kind.
 */
import { policy } from "../../company";
import type { Tx } from "../../db";
import type { WordedKind, Wording } from "../../gdpr/wording";
import { standingWording } from "../../policy/letters";
import { openDrawer } from "../../seal/request-key";
import type { Loaded } from "../load";

/** The name of a draft's drawer. */
export const draftDrawer = (kind: WordedKind): string => `wording ${kind}`;

export type Draft = { wording: Wording; commit: string };

/** The draft for the next letter of this kind; null where it is as in every letter. */
export async function draftOf(
  tx: Tx,
  { id, keys }: Pick<Loaded, "id" | "keys">,
  kind: WordedKind,
): Promise<Draft | null> {
  const where = { request: id, kind: draftDrawer(kind) };
  const row = await tx.drawer.findFirst({ where, orderBy: { madeAt: "desc" } });
  if (!row) return null;
  const sent = await tx.letter.count({ where: { request: id, kind, madeAt: { gte: row.madeAt } } });
  // Worded in the language of before: the person reads another one since.
  const spoken = await tx.event.count({ where: { request: id, fact: "language-chosen", at: { gte: row.madeAt } } });
  const wording = await openDrawer<Wording>(tx, keys, row.id);
  return sent > 0 || spoken > 0 || Object.keys(wording).length === 0 ? null : { wording, commit: row.commit };
}

/** The words of the company for this kind of letter, in the person's language. */
export const standingOf = (kind: WordedKind, { language }: Pick<Loaded, "language">): Wording =>
  standingWording(policy(), kind, language);

/** The wording of the next letter of this kind. */
export async function wordingOf(tx: Tx, request: Loaded, kind: WordedKind): Promise<Wording> {
  const draft = await draftOf(tx, request, kind);
  return { ...standingOf(kind, request), ...draft?.wording };
}

/** Names the drafts that a person was shown: who approves or refuses does so with exactly these letters. */
export async function shownDrafts(tx: Tx, request: Loaded, kinds: readonly WordedKind[]): Promise<string> {
  const drafts = await Promise.all(kinds.map((kind) => draftOf(tx, request, kind)));
  return drafts.flatMap((draft, i) => (draft ? [`${kinds[i]}:${draft.commit}`] : [])).join(" ");
}
