/**
 * Art. 18: what a reviewer decided otherwise about a pause takes hold with the approval of its plan. What is paused as well is
 * paused from then on. What stays in use was paused when the request came: its pause ends only after the person was told, like
 * every other (Art. 18(3)).
 */
import { createTranslator } from "use-intl/core";
import { messagesFor } from "../../../i18n/messages";
import type { Actor } from "../../actor";
import type { Tx } from "../../db";
import type { PauseGround } from "../../gdpr/wish";
import { openDrawer } from "../../seal/request-key";
import { setPauses } from "../ask/pause";
import { excludeWriting } from "../carry-out/writing-lock";
import type { ToldToPerson } from "../answer/partial-refusal";
import type { Loaded } from "../load";
import { decidedOtherwise } from "./decided-otherwise";
import { announce } from "./lift";
import { isOverridden } from "./override";

/** Before the row is locked: what a reviewer paused as well takes hold with the approval. Whoever overrides later makes another plan. */
export async function excludeWhatItPauses(tx: Tx, reference: string): Promise<void> {
  const pauses = (await tx.request.count({ where: { id: reference, right: "restriction" } })) > 0;
  if (pauses && (await isOverridden(tx, reference))) await excludeWriting(tx);
}

/** Pauses and announces ends as the approved plan of a pause says; nothing for another right. */
export async function pauseAsDecided(tx: Tx, who: Actor, request: Loaded): Promise<void> {
  if (request.right !== "restriction") return;
  const { used, paused } = await decidedOtherwise(tx, request);
  const open = await tx.restriction.findMany({ where: { request: request.id, liftedAt: null } });
  const added = paused.filter(({ category }) => !open.some((row) => row.category === category));
  await setPauses(tx, request, added.map(asPause), { who, as: "reviewer" });
  if (used.length > 0) await announce(tx, who, request, await reasonOf(tx, request, used), used);
}

const asPause = ({ category, ground }: { category: string; ground: string | null }) => ({
  category,
  ground: ground as PauseGround,
  purpose: null,
});

/** Why the pause ends, in the words the person is told with the refusal; what happens then is the same for all. */
async function reasonOf(tx: Tx, { id, keys, language }: Loaded, used: readonly string[]) {
  const where = { request: id, takenBackAt: null, toAction: "keep", category: { in: [...used] } };
  const overrides = await tx.override.findMany({ where, orderBy: { at: "asc" } });
  const facts = new Set<string>();
  for (const { drawerId } of overrides) {
    const { told } = await openDrawer<{ told?: ToldToPerson }>(tx, keys, drawerId);
    if (told) facts.add(told.facts.trim());
  }
  const t = createTranslator({ locale: language, messages: messagesFor(language), namespace: "letters.lifting" });
  return { reason: [...facts].join("\n\n"), after: (t as unknown as (key: string) => string)("used-again") };
}
