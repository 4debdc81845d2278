/**
 * Art. 12(3): the answer reaches the person. The letter lies in the portal at once; the request is delivered when the
 * receiving mail server accepted its announcement (or when there is no address to announce it to).
 */
import { system } from "../actor";
import { policy } from "../company";
import { db, portalNow, type Tx } from "../db";
import { addDays, addPeriod, day, dayIn, type Day } from "../gdpr/day";
import { erasableFrom, ruleOf } from "../gdpr/retention";
import { provision } from "../letters/citation";
import { answerOf, type AnswerLine } from "./answer-of";
import type { Claim } from "./claim";
import { loadRequest, type Loaded } from "./load";
import { reached } from "./milestone";
import { move } from "./move";
import { appUrl, sendLetter, type OwnFacts } from "./send-letter";
import { stopFacts } from "./stop-answer";

/** Composes the answer once, then waits for its announcement to be accepted. */
export async function deliver({ request: id, fence }: Claim): Promise<"delivered" | "waits"> {
  const kind = await db().$transaction(async (tx) => {
    const request = await loadRequest(tx, id);
    const kind = answerKind(request);
    const known = await tx.letter.findFirst({ where: { request: id, kind } });
    if (known) return kind;
    // A copy that was stopped is not announced; what an erasure did is told all the same.
    if (request.stoppedAt && kind === "access") return null;
    if (kind === "access") await sendLetter(tx, request, "access", await accessFacts(tx, request), { fence });
    else if (kind === "erasure") await sendLetter(tx, request, kind, await erasureFacts(tx, request), { fence });
    else await sendLetter(tx, request, kind, await stopFacts(tx, request), { fence });
    return kind;
  });
  if (kind === null) return "waits";
  reached("deliver:letter");
  return db().$transaction((tx) => settle(tx, id, kind, fence));
}

const answers = ["access", "erasure", "objection", "withdrawal"] as const;
type AnswerKind = (typeof answers)[number];

/** The letter that answers a request bears the name of its right. */
function answerKind({ right, id }: Loaded): AnswerKind {
  const kind = answers.find((one) => one === right);
  if (!kind) throw new Error(`no letter answers ${right} (${id})`);
  return kind;
}

async function settle(tx: Tx, id: string, kind: AnswerKind, fence: bigint): Promise<"delivered" | "waits"> {
  const letter = await tx.letter.findFirstOrThrow({ where: { request: id, kind }, include: { mail: true } });
  if (letter.mail && letter.mail.state !== "accepted") {
    const waits = letter.mail.state === "bounced" ? "task" : null;
    await tx.request.update({ where: { id }, data: { waitsFor: waits } });
    return "waits";
  }
  const made = await tx.package.findUnique({ where: { request: id } });
  await tx.request.update({ where: { id }, data: { waitsFor: null } });
  await move(tx, id, "delivered", system, { data: { letter: kind, package: made?.sha256 ?? null }, fence });
  return "delivered";
}

async function accessFacts(tx: Tx, request: Loaded): Promise<OwnFacts<"access">> {
  const made = await tx.package.findUniqueOrThrow({ where: { request: request.id } });
  const { lines } = await answerOf(tx, request);
  const withheld = lines.filter(({ action, ground }) => action === "keep" && ground === "15(4)");
  return {
    expiresOn: dayIn(policy().zone, made.expiresAt ?? request.receivedAt),
    downloads: policy().release.downloads,
    records: made.records,
    withheld: withheld.map(({ category, count, ground }) => ({
      label: label(category, request),
      count,
      why: provision(request.language, ground ?? "15(4)"),
    })),
    systemsNotSearched: notSearched(lines, request),
    requestFileUntil: await requestFileUntil(tx),
  };
}

async function erasureFacts(tx: Tx, request: Loaded): Promise<OwnFacts<"erasure">> {
  const { lines, numbers } = await answerOf(tx, request);
  const today = dayIn(policy().zone, await portalNow(tx));
  return {
    doneOn: today,
    lines: lines.map((line) => ({
      ...line,
      label: label(line.category, request),
      until: line.until === null ? null : day(line.until),
    })),
    numbers,
    confirmedBy: numbers.open > 0 ? addDays(today, 14) : null,
    requestFileUntil: await requestFileUntil(tx),
    backupsUntil: addPeriod(today, policy().backups.cycle),
    suppressed: request.choice?.doNotContact ?? false,
    recipientsTold: [],
    systemsNotSearched: notSearched(lines, request),
    lookupUrl: `${appUrl()}/lookup`,
  };
}

const label = (category: string, { language }: Loaded): string =>
  policy().categories[category]?.label[language] ?? category;

/** Systems that cannot be counted by a program: a person asks them. */
function notSearched(lines: AnswerLine[], { language }: Loaded): string[] {
  const ids = lines.filter(({ count }) => count === null).map(({ source }) => source);
  return [...new Set(ids)].map((id) => policy().sources[id]?.label[language] ?? id);
}

/** Until when this request's own file is kept, if it closes today. */
async function requestFileUntil(tx: Tx): Promise<Day> {
  const { categories, zone, entity } = policy();
  const rule = ruleOf(categories["request-file"]?.rules ?? []);
  const from = rule && erasableFrom(rule, dayIn(zone, await portalNow(tx)), { zone, entity });
  if (!from) throw new Error("the policy has no period for request-file");
  return day(from.slice(0, 10));
}
