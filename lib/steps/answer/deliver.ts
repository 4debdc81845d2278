/**
 * Art. 12(3): the answer reaches the person. The letter lies in the portal at once; the request is delivered when the
 * receiving mail server accepted its announcement, when somebody posted it, or when there is nowhere to announce it to.
 */
import { system } from "../../actor";
import { db, type Tx } from "../../db";
import { givesCopy } from "../../gdpr/right";
import { answerKind, type AnswerKind } from "./answer-kind";
import { accessFacts, portableFacts } from "./copy";
import { correctionFacts } from "./correction";
import { stopFacts } from "./ended-use";
import { erasureFacts } from "./erasure";
import { pauseFacts } from "./pause";
import { againFacts, handFacts, weighedFacts } from "./person";
import { lookAgainAtHolds } from "../carry-out/ended-holds";
import type { Claim } from "../claim";
import { endDispute } from "../decide/end-pauses";
import { exceptionsOpen } from "../decide/exceptions";
import { waitsForTransfer } from "../transfer/holds-answer";
import { loadRequest, type Loaded } from "../load";
import { reached } from "../milestone";
import { move, note } from "../move";
import { acceptedAt, sendLetter, type Sent } from "./send-letter";

/** Composes the answer once, then waits for its announcement to be accepted. */
export async function deliver({ request: id, fence }: Claim): Promise<"delivered" | "waits"> {
  const kind = await db().$transaction(async (tx) => {
    const request = await loadRequest(tx, id);
    const kind = answerKind(request);
    const known = await tx.letter.findFirst({ where: { request: id, kind } });
    if (known) return kind;
    if (request.right === "erasure") await lookAgainAtHolds(tx, request);
    // A copy that was stopped is not announced; what was done is told all the same.
    if (request.stoppedAt && givesCopy(request.right)) return null;
    if (request.right === "restriction" && (await exceptionsOpen(tx, id))) return waitForDecision(tx, request, fence);
    if (await waitsForTransfer(tx, request)) return null;
    await answers[kind](tx, request, fence);
    return kind;
  });
  if (kind === null) return "waits";
  reached("deliver:letter");
  return db().$transaction((tx) => settle(tx, id, kind, fence));
}

/** Art. 18(2): the answer says what goes on, so it waits until that is decided. The pause itself holds already. */
async function waitForDecision(tx: Tx, { id, waitsFor }: Loaded, fence: bigint): Promise<null> {
  if (waitsFor === "reviewer") return null;
  await tx.request.update({ where: { id }, data: { waitsFor: "reviewer" } });
  await note(tx, id, "waits", system, { data: { for: "reviewer" }, fence });
  return null;
}

type Answer = (tx: Tx, request: Loaded, fence: bigint) => Promise<Sent>;

const answers = {
  access: async (tx, request, fence) => sendLetter(tx, request, "access", await accessFacts(tx, request), { fence }),
  erasure: async (tx, request, fence) => sendLetter(tx, request, "erasure", await erasureFacts(tx, request), { fence }),
  rectification: async (tx, request, fence) =>
    sendLetter(tx, request, "rectification", await correctionFacts(tx, request), { fence }),
  restriction: async (tx, request, fence) =>
    sendLetter(tx, request, "restriction", await pauseFacts(tx, request), { fence }),
  portability: async (tx, request, fence) =>
    sendLetter(tx, request, "portability", await portableFacts(tx, request), { fence }),
  objection: async (tx, request, fence) =>
    sendLetter(tx, request, "objection", await stopFacts(tx, request), { fence }),
  withdrawal: async (tx, request, fence) =>
    sendLetter(tx, request, "withdrawal", await stopFacts(tx, request), { fence }),
  weighing: async (tx, request, fence) =>
    sendLetter(tx, request, "weighing", await weighedFacts(tx, request), { fence }),
  intervention: async (tx, request, fence) =>
    sendLetter(tx, request, "intervention", await againFacts(tx, request), { fence }),
  answer: async (tx, request, fence) => sendLetter(tx, request, "answer", await handFacts(tx, request), { fence }),
} satisfies Record<AnswerKind, Answer>;
async function settle(tx: Tx, id: string, kind: AnswerKind, fence: bigint): Promise<"delivered" | "waits"> {
  const letter = await tx.letter.findFirstOrThrow({
    where: { request: id, kind },
    include: { mail: true, tasks: true },
  });
  const announced = letter.mail !== null || letter.tasks.length > 0;
  if (announced && acceptedAt(letter) === null) {
    const waits = letter.mail === null || letter.mail.state === "bounced" ? "task" : null;
    await tx.request.update({ where: { id }, data: { waitsFor: waits } });
    return "waits";
  }
  const made = await tx.package.findUnique({ where: { request: id } });
  await tx.request.update({ where: { id }, data: { waitsFor: null } });
  await move(tx, id, "delivered", system, { data: { letter: kind, package: made?.sha256 ?? null }, fence });
  await endDispute(tx, await loadRequest(tx, id));
  return "delivered";
}
