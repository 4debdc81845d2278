/** Art. 17, 12(4): what the letter about an erasure says: the lines and numbers of the page, and what belongs to it besides. */
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { confirmedBy } from "../../gdpr/confirmation";
import { addPeriod, dayIn } from "../../gdpr/day";
import { promisesOf } from "../carry-out/removal";
import type { Ahead } from "./answer-of";
import type { Loaded } from "../load";
import { takesUp } from "../plan/taken-up";
import { appUrl, dateOf, type OwnFacts } from "./send-letter";
import { fileUntil } from "./ended-use";
import { handBy, recipientsOf } from "./said";
import { toldOf } from "./told-of";

/** The request whose answer had to leave something because of what has ended since; null for every other. */
async function takenUpOf(tx: Tx, { id, followsUp }: Loaded): Promise<OwnFacts<"erasure">["takesUp"]> {
  const as = followsUp === null ? null : await takesUp(tx, id);
  if (followsUp === null || as === null) return null;
  const before = await tx.request.findUniqueOrThrow({ where: { id: followsUp } });
  return { reference: before.id, receivedOn: dateOf(before.receivedOn), as };
}

/** `ahead`: before it was carried out, as it will be if it were today. */
export async function erasureFacts(tx: Tx, request: Loaded, { ahead }: Ahead = {}): Promise<OwnFacts<"erasure">> {
  const { lines, numbers, handSystems } = await toldOf(tx, request, { ahead, copyMade: false });
  const { zone } = policy();
  const now = await portalNow(tx);
  const today = dayIn(zone, now);
  const confirmed = numbers.open > 0 ? confirmedBy(zone, await promisesOf(tx, request), now) : null;
  const hand = await handBy(tx, request, handSystems);
  return {
    doneOn: today,
    takesUp: await takenUpOf(tx, request),
    lines,
    numbers,
    confirmedBy: confirmed,
    restBy: confirmed !== null && hand !== null && hand < confirmed ? confirmed : (hand ?? confirmed),
    requestFileUntil: fileUntil(today),
    backupsUntil: addPeriod(today, policy().backups.cycle),
    suppressed: request.choice?.doNotContact ?? false,
    recipientsTold: await recipientsOf(tx, request),
    systemsNotSearched: handSystems,
    lookupUrl: `${appUrl()}/lookup`,
  };
}
