/** Art. 32(1)(b): whoever passed a task on to the wrong colleague, or does it after all, takes the link back. */
import { has, type Actor } from "../../actor";
import { transactionAs } from "../../db";
import { done, no, type Result } from "../../result";
import { staffSight } from "../../sight";
import { note } from "../move";
import { taskFor, withdrawOpen } from "./hand-over";

/** Ends the open link of a task. Gives `nothing-open` when there is none: it was answered or taken back before. */
export async function withdrawHandOver(
  who: Actor,
  id: string,
): Promise<Result<"not-found" | "not-allowed" | "own" | "nothing-open">> {
  return transactionAs(staffSight(who), async (tx) => {
    const found = await taskFor(tx, who, id);
    if (!found.ok) return found;
    const { request } = found.value;
    if (request.personId === who.person) return no("own");
    if ((await withdrawOpen(tx, id)) === 0) return no("nothing-open");
    const as = has(who, "reviewer") ? "reviewer" : "dpo";
    await note(tx, request.id, "hand-over-withdrawn", who, { as, data: { task: id } });
    return done;
  });
}
