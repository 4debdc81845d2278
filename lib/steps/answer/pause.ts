/** Art. 18: what the answer to a pause says: since when, what, on which ground, and what goes on all the same. */
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { dayIn } from "../../gdpr/day";
import type { ExceptionGround } from "../../gdpr/wish";
import { openDrawer } from "../../seal/request-key";
import { decidedOtherwise } from "../decide/decided-otherwise";
import type { Loaded } from "../load";
import type { OwnFacts } from "./send-letter";
import { fileUntil } from "./ended-use";
import { byHandOf, labelOf, recipientsOf } from "./said";

export async function pauseFacts(tx: Tx, request: Loaded): Promise<OwnFacts<"restriction">> {
  const { pause, receivedAt, language, id } = request;
  if (!pause) throw new Error(`${id} asks for no pause`);
  const { zone, pause: settings } = policy();
  const decided = await tx.restrictionException.findMany({ where: { request: id } });
  const uses = Object.entries(settings.continue).flatMap(([, { label, purposes }]) => {
    const row = decided.find(({ purpose }) => purposes.includes(purpose));
    return row ? [{ label: label[language], row }] : [];
  });
  const exceptions: OwnFacts<"restriction">["exceptions"] = [];
  for (const { label, row } of uses) {
    if (!row.ground || !row.drawerId) continue;
    const { reason } = await openDrawer<{ reason: string }>(tx, request.keys, row.drawerId);
    exceptions.push({ label, ground: row.ground as ExceptionGround, reason });
  }
  return {
    since: receivedAt,
    zone,
    ground: pause.ground,
    scope: (await pausedOf(tx, request)).filter(isOpen).map((category) => labelOf(category, request)),
    exceptions,
    stops: uses.filter(({ row }) => row.decision === "stops").map(({ label }) => label),
    liftDays: settings.liftDays,
    recipients: await recipientsOf(tx, request),
    byHand: await byHandOf(tx, request),
    fileUntil: fileUntil(dayIn(zone, await portalNow(tx))),
  };
}

/** The categories that are paused, as a reviewer decided about them; none where everything is. */
async function pausedOf(tx: Tx, request: Loaded): Promise<string[]> {
  const chosen = request.pause?.categories;
  if (!chosen) return [];
  const { used, paused } = await decidedOtherwise(tx, request);
  return [...new Set([...chosen.filter((one) => !used.includes(one)), ...paused.map(({ category }) => category)])];
}

const isOpen = (category: string): boolean => policy().categories[category]?.disclose === "always";
