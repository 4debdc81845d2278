/** Art. 17, 12(4): what the answer to an erasure says, line by line of the approved plan. */
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { addPeriod, day, dayIn } from "../../gdpr/day";
import { confirmedBy } from "../../gdpr/confirmation";
import { promisesOf } from "../carry-out/removal";
import { answerOf, type Ahead } from "./answer-of";
import type { Loaded } from "../load";
import { takesUp } from "../plan/taken-up";
import { appUrl, dateOf, type OwnFacts } from "./send-letter";
import { fileUntil } from "./ended-use";
import { labelOf, notSearched, recipientsOf } from "./said";

/** The request whose answer had to leave something because of a hold that has ended since; null for every other. */
async function takenUpOf(tx: Tx, { id, followsUp }: Loaded): Promise<OwnFacts<"erasure">["takesUp"]> {
  if (followsUp === null || !(await takesUp(tx, id))) return null;
  const before = await tx.request.findUniqueOrThrow({ where: { id: followsUp } });
  return { reference: before.id, receivedOn: dateOf(before.receivedOn) };
}

/** `ahead`: before it was carried out, as it will be if it were today. */
export async function erasureFacts(tx: Tx, request: Loaded, { ahead }: Ahead = {}): Promise<OwnFacts<"erasure">> {
  const { lines, numbers } = await answerOf(tx, request, { ahead });
  const { zone } = policy();
  const now = await portalNow(tx);
  const today = dayIn(zone, now);
  return {
    doneOn: today,
    takesUp: await takenUpOf(tx, request),
    lines: lines.map((line) => ({
      ...line,
      label: labelOf(line.category, request),
      until: line.until === null ? null : day(line.until),
    })),
    numbers,
    confirmedBy: numbers.open > 0 ? confirmedBy(zone, await promisesOf(tx, request), now) : null,
    requestFileUntil: fileUntil(today),
    backupsUntil: addPeriod(today, policy().backups.cycle),
    suppressed: request.choice?.doNotContact ?? false,
    recipientsTold: await recipientsOf(tx, request),
    systemsNotSearched: notSearched(lines, request),
    lookupUrl: `${appUrl()}/lookup`,
  };
}
