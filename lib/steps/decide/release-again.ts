/**
 * Art. 12(2), 15(3): a copy whose downloads are used up, or whose days are about to end, is handed out once more: the person lost the
 * file, or could not fetch it. The gate asks for all else as before, and where the policy says so two people decide.
 */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { dayIn } from "../../gdpr/day";
import { no, type Result, yes } from "../../result";
import { putInDrawer } from "../../seal/request-key";
import { staffSight } from "../../sight";
import type { Loaded } from "../load";
import { note } from "../move";
import { deciding, forStaff } from "./allowed";

type Refused =
  "not-found" | "not-allowed" | "own-request" | "reason-missing" | "no-copy" | "stopped" | "not-needed" | "same-person";
type Released = { state: "released" | "needs-second" };
type Copy = NonNullable<Awaited<ReturnType<Tx["package"]["findUnique"]>>> & { expiresAt: Date };

/** The task of the second person. */
const kind = "release-again";
const least = 20;
/** Days in which the person can fetch it at least. */
export const furtherDays = 7;
const daysOn = (now: Date): Date => new Date(now.getTime() + furtherDays * 86_400_000);

/**
 * Allows one more download, for a week at least. `needs-second`: proposed, another reviewer has to agree. `not-needed`: the person can
 * still fetch it; `no-copy`: its key is destroyed or it never lay ready, so only a new request makes another.
 */
export async function releaseAgain(who: Actor, reference: string, reason: string): Promise<Result<Refused, Released>> {
  if (reason.trim().length < least) return no("reason-missing");
  return deciding<Refused, Released>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer");
    if (!found.ok) return found;
    const request = found.value;
    if (request.personId === who.person) return no("own-request");
    if (request.stoppedAt) return no("stopped");
    const copy = await copyOf(tx, request);
    if (!copy.ok) return copy;
    const state = await othersToo(tx, who, request);
    if (state === "same-person") return no(state);
    const drawer = await putInDrawer(tx, request.keys, "release", { reason });
    if (state === "needs-second") {
      await note(tx, request.id, "release-proposed", who, { as: "reviewer", data: {}, commit: drawer.commit });
      return yes({ state });
    }
    await allow(tx, who, request, copy.value, drawer.commit);
    return yes({ state });
  });
}

async function copyOf(tx: Tx, { id }: Loaded): Promise<Result<"no-copy" | "not-needed", Copy>> {
  const copy = await tx.package.findUnique({ where: { request: id } });
  const now = await portalNow(tx);
  const { availableAt, expiresAt, key, destroyedAt } = copy ?? {};
  if (!copy || !key || destroyedAt || !availableAt || !expiresAt || expiresAt <= now) return no("no-copy");
  const left = policy().release.downloads + copy.further - copy.downloads;
  return left > 0 && expiresAt > daysOn(now) ? no("not-needed") : yes({ ...copy, expiresAt });
}

/** Four eyes: the first reviewer proposes, another one releases. */
async function othersToo(tx: Tx, who: Actor, { id }: Loaded): Promise<Released["state"] | "same-person"> {
  if (!policy().review.secondApprover.includes("release-again")) return "released";
  const proposed = await tx.task.findFirst({ where: { request: id, kind } });
  if (proposed && proposed.doneAt === null) return proposed.doneBy === who.person ? "same-person" : "released";
  const dueOn = new Date(dayIn(policy().zone, await portalNow(tx)));
  const data = { dueOn, doneBy: who.person, doneAt: null, answer: null };
  if (proposed) await tx.task.update({ where: { id: proposed.id }, data });
  else await tx.task.create({ data: { request: id, kind, ...data } });
  return "needs-second";
}

async function allow(tx: Tx, who: Actor, { id }: Loaded, copy: Copy, commit: string): Promise<void> {
  const now = await portalNow(tx);
  const expiresAt = copy.expiresAt > daysOn(now) ? copy.expiresAt : daysOn(now);
  const { further } = await tx.package.update({
    where: { id: copy.id },
    data: { further: { increment: 1 }, expiresAt },
  });
  await tx.task.updateMany({ where: { request: id, kind, doneAt: null }, data: { answer: "released", doneAt: now } });
  const data = { downloads: policy().release.downloads + further, until: dayIn(policy().zone, expiresAt) };
  await note(tx, id, "released-again", who, { as: "reviewer", data, commit });
}
