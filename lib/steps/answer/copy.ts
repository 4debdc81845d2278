/** Art. 15, 20: what the letter says when a copy, or the data to take along, lie ready. */
import { whyNotTaken } from "../../answer/line";
import { kindsInOrder } from "../../answer/order";
import { mayName } from "../../gdpr/disclosure";
import type { Language } from "../../gdpr/language";
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { addDays, dayIn, type Day } from "../../gdpr/day";
import type { Told } from "../../gdpr/answer-line";
import { kindsOf } from "../../gdpr/kinds-of-lines";
import { isWithheld } from "../../gdpr/override";
import { keptBecause } from "../../gdpr/plan";
import type { PortabilityFacts } from "../../letters/answer-facts";
import { redactionsTold } from "../redact/told";
import { sentFacts } from "../transfer/told";
import { answerOf, type Ahead, type Answer, type AnswerLine } from "./answer-of";
import type { Loaded } from "../load";
import type { OwnFacts } from "./send-letter";
import { fileUntil } from "./ended-use";
import { byHandOf, handBy, labelOf, notSearched } from "./said";
import { toldOf } from "./told-of";
import { whyWithheldInWords } from "./why-withheld";

/** `ahead`: before the copy was made, as it will be if it were made today. */
export async function accessFacts(tx: Tx, request: Loaded, { ahead }: Ahead = {}): Promise<OwnFacts<"access">> {
  const answer = await answerOf(tx, request, { ahead });
  const { lines } = answer;
  const told = await redactionsTold(tx, request);
  const unsearched = notSearched(lines, request);
  const labelled = <Line extends { category: string }>(line: Line) => ({
    ...line,
    label: labelOf(line.category, request),
  });
  return {
    ...(await packageOf(tx, request, ahead ? answer : null)),
    downloads: policy().release.downloads,
    kinds: handedOut(await toldOf(tx, request, { ahead, copyMade: true })),
    withheld: withheldOf(lines, told.withheld, request.language).map(labelled),
    redacted: told.redacted.map(labelled),
    systemsNotSearched: unsearched,
    searchedBy: await handBy(tx, request, unsearched),
    requestFileUntil: fileUntil(dayIn(policy().zone, await portalNow(tx))),
  };
}

/** Each kind that is in the copy with the records of all systems, in the order of the page. */
const handedOut = ({ lines }: Told): OwnFacts<"access">["kinds"] =>
  kindsOf(lines.filter(({ fate }) => fate === "handed-out")).map(({ label, count }) => ({ label, count: count ?? 0 }));

type LeftOut = { category: string; count: number | null; why: string };

/**
 * What is left out of a copy, each kind and reason once with the records of all systems, in the order of all kinds as on the page.
 * `alone`: records that were decided about one by one, with their own reasons.
 */
export function withheldOf(lines: readonly AnswerLine[], alone: readonly LeftOut[], language: Language): LeftOut[] {
  const found = new Map<string, LeftOut>();
  for (const one of [...withheldWhole(lines, language), ...alone]) {
    const key = JSON.stringify([one.category, one.why]);
    const before = found.get(key);
    const uncounted = one.count === null || before?.count === null;
    found.set(key, { ...one, count: uncounted ? null : (one.count ?? 0) + (before?.count ?? 0) });
  }
  return inOrder([...found.values()]);
}

/** As the page tells kinds. */
function inOrder<Line extends { category: string }>(lines: readonly Line[]): Line[] {
  const order = kindsInOrder(policy());
  return lines.toSorted((a, b) => order.indexOf(a.category) - order.indexOf(b.category));
}

/** Groups that a reviewer withheld as a whole. */
const withheldWhole = (lines: readonly AnswerLine[], language: Language): LeftOut[] =>
  lines
    .filter((line) => isWithheld(line) && line.norm !== keptBecause.others)
    .map((line) => ({ category: line.category, count: line.count, why: whyWithheldInWords(line, language) }));

type Made = { expiresOn: Day; records: number };

/** How much the copy holds and until when it lies ready; from the answer where it is not made yet. */
async function packageOf(tx: Tx, { id, receivedAt }: Loaded, ahead: Answer | null): Promise<Made> {
  const { zone, release } = policy();
  if (ahead)
    return { expiresOn: addDays(dayIn(zone, await portalNow(tx)), release.days), records: ahead.numbers.handedOut };
  const made = await tx.package.findUniqueOrThrow({ where: { request: id } });
  return { expiresOn: dayIn(zone, made.expiresAt ?? receivedAt), records: made.records };
}

export async function portableFacts(tx: Tx, request: Loaded, { ahead }: Ahead = {}): Promise<OwnFacts<"portability">> {
  return {
    ...(await packageOf(tx, request, ahead ? await answerOf(tx, request, { ahead }) : null)),
    downloads: policy().release.downloads,
    leftOut: await leftOut(tx, request),
    byHand: await byHandOf(tx, request),
    fileUntil: fileUntil(dayIn(policy().zone, await portalNow(tx))),
    sent: await sentFacts(tx, request),
  };
}

/**
 * What is held and not in the file, each kind once. That the person's own parcel or message names somebody else they know
 * themselves; what waits for a review as a whole is not told of. What a reviewer kept back is named here as well.
 */
async function leftOut(tx: Tx, request: Loaded): Promise<PortabilityFacts["leftOut"]> {
  const { id: of, planNo } = request;
  const where = { request: of, planNo, action: "keep", ground: { in: ["20(1)", "20(4)"] }, count: { gt: 0 } };
  const rows = await tx.decision.findMany({ where, orderBy: { idx: "asc" } });
  const found = new Map<string, PortabilityFacts["leftOut"][number]>();
  for (const { category, ground } of inOrder(rows)) {
    const why = whyNotTaken({ action: "keep", category, ground }, policy());
    if (why && mayName(category, policy())) found.set(`${category} ${why}`, { label: labelOf(category, request), why });
  }
  return [...found.values()];
}
