/** Art. 18: what the answer to a pause says: since when, what, on which ground, and what goes on all the same. */
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { dayIn } from "../../gdpr/day";
import { mayName } from "../../gdpr/disclosure";
import type { ExceptionGround } from "../../gdpr/wish";
import { openDrawer } from "../../seal/request-key";
import { decidedOtherwise } from "../decide/decided-otherwise";
import type { UseDecision } from "../decide/exceptions";
import type { Loaded } from "../load";
import type { OwnFacts } from "./send-letter";
import { fileUntil } from "./ended-use";
import { byHandOf, labelOf, recipientsOf } from "./said";

/** `decided`: what a reviewer typed about each use, before it is decided; else what was. */
export async function pauseFacts(
  tx: Tx,
  request: Loaded,
  { decided }: { decided?: readonly UseDecision[] } = {},
): Promise<OwnFacts<"restriction">> {
  const { pause, receivedAt, language, id } = request;
  if (!pause) throw new Error(`${id} asks for no pause`);
  const { zone, pause: settings } = policy();
  const uses = decided ?? (await decisionsOf(tx, request));
  const labelled = Object.entries(settings.continue).flatMap(([use, { label }]) => {
    const decision = uses.find((one) => one.use === use);
    return decision ? [{ ...decision, label: label[language] }] : [];
  });
  return {
    since: receivedAt,
    zone,
    ground: pause.ground,
    scope: (await pausedOf(tx, request)).filter(isOpen).map((category) => labelOf(category, request)),
    exceptions: labelled.flatMap(({ label, ground, reason }) => (ground === null ? [] : [{ label, ground, reason }])),
    stops: labelled.filter(({ decision }) => decision === "stops").map(({ label }) => label),
    liftDays: settings.liftDays,
    recipients: await recipientsOf(tx, request),
    byHand: await byHandOf(tx, request),
    fileUntil: fileUntil(dayIn(zone, await portalNow(tx))),
  };
}

/** What a reviewer decided about each use. */
async function decisionsOf(tx: Tx, { id, keys }: Loaded): Promise<UseDecision[]> {
  const rows = await tx.restrictionException.findMany({ where: { request: id } });
  const decisions: UseDecision[] = [];
  for (const [use, { purposes }] of Object.entries(policy().pause.continue)) {
    const row = rows.find(({ purpose }) => purposes.includes(purpose));
    if (!row) continue;
    const ground = row.drawerId === null ? null : (row.ground as ExceptionGround | null);
    const { reason } = row.drawerId ? await openDrawer<{ reason: string }>(tx, keys, row.drawerId) : { reason: "" };
    decisions.push({ use, decision: row.decision as UseDecision["decision"], ground, reason });
  }
  return decisions;
}

/** The categories that are paused, as a reviewer decided about them; none where everything is. */
async function pausedOf(tx: Tx, request: Loaded): Promise<string[]> {
  const chosen = request.pause?.categories;
  if (!chosen) return [];
  const { used, paused } = await decidedOtherwise(tx, request);
  return [...new Set([...chosen.filter((one) => !used.includes(one)), ...paused.map(({ category }) => category)])];
}

const isOpen = (category: string): boolean => mayName(category, policy());
