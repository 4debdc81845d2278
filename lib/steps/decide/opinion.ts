/** Art. 39(1): the Data Protection Officer says what they think of exactly one plan. */
import type { Actor } from "../../actor";
import type { Tx } from "../../db";
import { done, no, type Result } from "../../result";
import { putInDrawer } from "../../seal/request-key";
import { staffSight } from "../../sight";
import { deciding, forStaff } from "./allowed";
import { note } from "../move";

type Refused = "not-found" | "not-allowed" | "plan-changed" | "not-planned";

/** Records an opinion with its reasons; giving another on the same plan replaces it, and both stay in the evidence. */
export async function giveOpinion(
  who: Actor,
  reference: string,
  shown: string,
  opinion: "agrees" | "objects",
  text: string,
): Promise<Result<Refused>> {
  return deciding<Refused, void>(staffSight(who), reference, (tx) =>
    giveOpinionLocked(tx, who, reference, { shown, opinion, text }),
  );
}

/** `group`: with which others, where it was not given about this plan alone. */
export type Opinion = { shown: string; opinion: "agrees" | "objects"; text: string; group?: string };

/** The same within a transaction that has locked the request. */
export async function giveOpinionLocked(
  tx: Tx,
  who: Actor,
  reference: string,
  { shown, opinion, text, group }: Opinion,
): Promise<Result<Refused>> {
  const found = await forStaff(tx, who, reference, "dpo");
  if (!found.ok) return found;
  const { id, keys, planNo, planHash, state } = found.value;
  if (state !== "planned") return no("not-planned");
  if (planHash !== shown) return no("plan-changed");
  const given = { personId: who.person as string, planHash, opinion };
  await tx.approval.upsert({
    where: { request_planNo_kind: { request: id, planNo, kind: "opinion" } },
    create: { request: id, planNo, kind: "opinion", ...given },
    update: given,
  });
  const drawer = await putInDrawer(tx, keys, "opinion", { opinion, text });
  const data = { opinion, ...(group ? { group } : {}) };
  await note(tx, id, "opinion", who, { as: "dpo", data, commit: drawer.commit });
  return done;
}
