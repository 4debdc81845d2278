/**
 * Art. 58(2): an authority or a court orders that a right is carried out, somebody's lawyer asks for it. It becomes a request like
 * every other: taken in, planned, approved by hash. It belongs to the matter, which keeps its file and does not hold what it ends.
 */
import { has, type Actor } from "../../actor";
import { transactionAs } from "../../db";
import { no, yes, type Result } from "../../result";
import { staffSight } from "../../sight";
import { enterIn, readyToEnter, type Entered, type Refused } from "../ask/enter";
import { linkTo, lockMatter } from "./link";

type NotOrdered = Refused | "closed";

/** Takes the requests in, each right one of its own, and links them. Sent twice it is one entry. Gives the references. */
export async function orderRequest(
  who: Actor,
  matter: string,
  entered: Entered,
): Promise<Result<NotOrdered, { references: string[] }>> {
  if (!has(who, "legal", "dpo") || who.person === null) return no("not-found");
  const ready = await readyToEnter(entered);
  if (!ready.ok) return ready;
  return transactionAs(staffSight(who), async (tx): Promise<Result<NotOrdered, { references: string[] }>> => {
    const found = await lockMatter(tx, matter);
    if (!found.ok) return found;
    const { references } = await enterIn(tx, who, entered, ready.value);
    for (const reference of references) await linkTo(tx, who, found.value, reference, { ordered: true });
    return yes({ references });
  });
}
