/** Art. 17, 12(4): what the letter about an erasure says: the lines and numbers of the page, and what belongs to it besides. */
import { told } from "../../answer/told";
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import type { Told } from "../../gdpr/answer-line";
import { confirmedBy } from "../../gdpr/confirmation";
import { addPeriod, dayIn } from "../../gdpr/day";
import type { Answer as Given } from "../../gdpr/facts";
import { promisesOf } from "../carry-out/removal";
import { arrivedLater, carriedOut, type Ahead } from "./answer-of";
import type { Loaded } from "../load";
import { takesUp } from "../plan/taken-up";
import { appUrl, dateOf, type OwnFacts } from "./send-letter";
import { fileUntil } from "./ended-use";
import { recipientsOf } from "./said";

/** The request whose answer had to leave something because of a hold that has ended since; null for every other. */
async function takenUpOf(tx: Tx, { id, followsUp }: Loaded): Promise<OwnFacts<"erasure">["takesUp"]> {
  if (followsUp === null || !(await takesUp(tx, id))) return null;
  const before = await tx.request.findUniqueOrThrow({ where: { id: followsUp } });
  return { reference: before.id, receivedOn: dateOf(before.receivedOn) };
}

/** Lines and numbers as the page of the request tells them. */
async function toldOf(tx: Tx, request: Loaded, ahead = false): Promise<Told> {
  const { id, planNo, language } = request;
  const rows = await tx.decision.findMany({
    where: { request: id, planNo },
    include: { duty: true },
    orderBy: { idx: "asc" },
  });
  const given = await tx.answer.findMany({ where: { request: id }, select: { selector: true, answer: true } });
  const answers = Object.fromEntries(given.map(({ selector, answer }) => [selector, answer as Given]));
  const later = await arrivedLater(tx, request);
  const carried = { copyMade: false, begun: true, right: "erasure" as const };
  return told(ahead ? rows.map(carriedOut) : rows, { policy: policy(), language, answers, later, ...carried });
}

/** `ahead`: before it was carried out, as it will be if it were today. */
export async function erasureFacts(tx: Tx, request: Loaded, { ahead }: Ahead = {}): Promise<OwnFacts<"erasure">> {
  const { lines, numbers, handSystems } = await toldOf(tx, request, ahead);
  const { zone } = policy();
  const now = await portalNow(tx);
  const today = dayIn(zone, now);
  return {
    doneOn: today,
    takesUp: await takenUpOf(tx, request),
    lines,
    numbers,
    confirmedBy: numbers.open > 0 ? confirmedBy(zone, await promisesOf(tx, request), now) : null,
    requestFileUntil: fileUntil(today),
    backupsUntil: addPeriod(today, policy().backups.cycle),
    suppressed: request.choice?.doNotContact ?? false,
    recipientsTold: await recipientsOf(tx, request),
    systemsNotSearched: handSystems,
    lookupUrl: `${appUrl()}/lookup`,
  };
}
