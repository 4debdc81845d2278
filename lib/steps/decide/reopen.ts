/**
 * Art. 12(2), (6): somebody who could not be identified says what the letter asked for. Their request opens again as it stood: received
 * on the day on which it first came, due on the day that follows from it. Who they are a reviewer decides anew.
 */
import type { Actor, Role } from "../../actor";
import type { Tx } from "../../db";
import { done, no, type Result } from "../../result";
import { putInDrawer } from "../../seal/request-key";
import { staffSight } from "../../sight";
import type { Loaded } from "../load";
import { dateOf } from "../answer/send-letter";
import { move } from "../move";
import { deciding, forStaff } from "./allowed";

type Refused = "not-found" | "not-allowed" | "own-request" | "how-missing" | "not-open";

/** A reviewer writes down what the person answered (`how`: when, by which way, in which words), and the request opens again. */
export async function reopen(who: Actor, reference: string, { how }: { how: string }): Promise<Result<Refused>> {
  if (how.trim().length < 10) return no("how-missing");
  return deciding<Refused, void>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer");
    if (!found.ok) return found;
    const request = found.value;
    if (request.personId === who.person) return no("own-request");
    if (!canReopen(request)) return no("not-open");
    const { commit } = await putInDrawer(tx, request.keys, "identity-answer", { how });
    await opensAgain(tx, request, { who, as: "reviewer", commit });
    return done;
  });
}

export const canReopen = ({ state }: Pick<Loaded, "state">): boolean => state === "not-identified";

type By = { who: Actor; as: Role; commit: string | null };

/** Within the caller's transaction. The door by which somebody came decided nothing before and decides nothing now. */
export async function opensAgain(tx: Tx, request: Loaded, { who, as, commit }: By): Promise<void> {
  const { id, channel, right, receivedOn, dueOn } = request;
  await tx.request.update({ where: { id }, data: { waitsFor: "reviewer", tryAt: null } });
  const data = { channel, right, receivedOn: dateOf(receivedOn), dueOn: dateOf(dueOn) };
  await move(tx, id, "received", who, { as, data, commit });
}
