/** Art. 17(3)(e): the matter is over, and with it the reason to keep what it held: all of it goes on. */
import { has, type Actor } from "../../actor";
import { portalNow, transactionAs } from "../../db";
import { done, no, type Result } from "../../result";
import { sealEnd } from "../../seal/matter";
import { staffSight } from "../../sight";
import { letGo, mayNotEnd } from "../decide/hold";
import { note } from "../move";
import { lockMatter } from "./link";

type NotClosed = "not-found" | "closed" | "same-person" | "reason-missing";

/**
 * Closes a matter with how it ended. Where the policy asks for two people to release a hold, not by one who opened it or linked
 * a request that it still holds.
 */
export async function closeMatter(who: Actor, id: string, ended: string): Promise<Result<NotClosed>> {
  if (!has(who, "legal", "dpo")) return no("not-found");
  if (ended.trim().length < 10) return no("reason-missing");
  return transactionAs(staffSight(who), async (tx) => {
    const found = await lockMatter(tx, id);
    if (!found.ok) return found;
    const { openedBy } = await tx.matter.findUniqueOrThrow({ where: { id } });
    const links = await tx.matterRequest.findMany({
      where: { matter: id, unlinkedAt: null },
      orderBy: { request: "asc" },
    });
    if (mayNotEnd(who, [openedBy, ...links.map(({ linkedBy }) => linkedBy)])) return no("same-person");
    const data = { closedAt: await portalNow(tx), closedBy: who.person, ended: sealEnd(id, ended.trim()) };
    await tx.matter.update({ where: { id }, data });
    for (const { request } of links) await note(tx, request, "matter-closed", who, { data: { matter: id } });
    await letGo(tx, who, await tx.hold.findMany({ where: { matter: id, releasedAt: null } }));
    return done;
  });
}
