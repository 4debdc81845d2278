/**
 * Art. 17, 12(4): the answer to an erasure. What was removed, what stays with its norm and its day, in numbers that are
 * the sum of the lines. "Deleted" is said only of what the system confirmed.
 */
import type { Numbers } from "../gdpr/numbers";
import { heldNorms, taxYearOpen } from "../gdpr/rights/decider";
import type { Body } from "./compose";
import type { Block, ErasureAnswer, ErasureLine, Language } from "./letter";
import { confirmedOf, reported } from "./must-haves";
import { toldLine } from "./more-answers";
import { remedies } from "./remedies";
import { citation, provision } from "./citation";
import { longDay, longNumber, type Say } from "./words";

export const erasure: Body<ErasureAnswer> = (facts, say, language) => {
  const { reference, numbers, receivedOn, doneOn, lookupUrl } = facts;
  if (facts.lines.length === 0)
    return [...nothing(facts, say), ...aboutThisRequest(facts, say, language), ...remedies(say, facts)];
  const asked = facts.takesUp?.receivedOn ?? receivedOn;
  const days = { receivedOn: longDay(language, asked), doneOn: longDay(language, doneOn) };
  return [
    ...takenUp(facts, say),
    { text: say("erasure.done", days) },
    ...removed(facts, say),
    ...stays(facts, say, language),
    ...underWay(facts, say, language),
    ...inNumbers(numbers, say, language),
    ...told(facts, say, language),
    ...aboutThisRequest(facts, say, language),
    { text: say("erasure.account", { reference, lookupUrl }) },
    ...remedies(say, facts),
  ];
};

/** Art. 17(3)(e): nobody asked again; why we come back to it is said first. */
const takenUp = ({ takesUp }: ErasureAnswer, say: Say): Block[] =>
  takesUp ? [{ text: say("erasure.taken-up", { reference: takesUp.reference }) }] : [];

const nothing = (facts: ErasureAnswer, say: Say): Block[] =>
  facts.takesUp ? [...takenUp(facts, say), { text: say("erasure.taken-up-gone") }] : [{ text: say("erasure.nothing") }];

const shown = ["erased", "shortened", "unlinked", "locked", "kept", "notFound", "open", "notSearchable"] as const;

function inNumbers(numbers: Numbers, say: Say, language: Language): Block[] {
  const row = (key: string, n: number) => [say(`erasure.numbers.${key}`), longNumber(language, n)];
  const rows = shown.filter((key) => numbers[key] > 0).map((key) => row(key, numbers[key]));
  if (numbers.handedOut > 0) rows.push(row("handedOut", numbers.handedOut));
  rows.push(row("total", reported(numbers)));
  if (numbers.arrivedLater > 0) rows.push(row("arrivedLater", numbers.arrivedLater));
  const head = [say("erasure.outcome"), say("erasure.records")];
  return [{ heading: say("erasure.numbers-heading") }, { table: { head, rows } }];
}

const removes = (line: ErasureLine): boolean => ["erase", "truncate", "unlink", "stop"].includes(line.action);

function removed({ lines }: ErasureAnswer, say: Say): Block[] {
  const parts = lines.filter(removes).flatMap((line) => {
    const { label, action, open = 0 } = line;
    const confirmed = confirmedOf(line);
    return [
      ...(open > 0 || confirmed === null ? [{ key: "erasure.line-open", label, action: "", count: open || -1 }] : []),
      ...(confirmed ? [{ key: "erasure.line", label, action, count: confirmed }] : []),
    ];
  });
  const list = added(parts, ({ key, label, action, count }) => [key, label, action, count < 0]).map(
    ({ key, ...values }) => say(key, values),
  );
  return list.length === 0 ? [] : [{ heading: say("erasure.removed-heading") }, { list }];
}

/**
 * Lines that a reader cannot tell apart, as one with their sum: a category that lies in several systems, or was decided
 * year by year, is told once. What was not counted stays so.
 */
function added<Line extends { count: number | null }>(
  lines: readonly Line[],
  alike: (line: Line) => unknown[],
): Line[] {
  const found = new Map<string, Line>();
  for (const line of lines) {
    const key = JSON.stringify(alike(line));
    const before = found.get(key);
    const count = line.count === null || line.count < 0 ? line.count : line.count + (before?.count ?? 0);
    found.set(key, { ...line, count });
  }
  return [...found.values()];
}

/** Its system kept what should have gone. */
const notLetGo = "held";

function noDate({ norm }: ErasureLine): string {
  if (norm === notLetGo) return "erasure.held-until";
  if (norm !== null && heldNorms.includes(norm)) return "erasure.matter-open";
  return norm === taxYearOpen ? "erasure.tax-year" : "erasure.no-date";
}

function stays({ lines }: ErasureAnswer, say: Say, language: Language): Block[] {
  const held = lines.filter((line) => removes(line) && (line.held ?? 0) > 0);
  const rest: ErasureLine[] = [
    // What no system counted is told with the systems in which people look by hand.
    ...lines.filter((line) => !removes(line) && !(line.action === "ask" && line.count === null)),
    ...held.map((line) => ({ ...line, count: line.held ?? 0, norm: notLetGo, until: null })),
  ];
  if (rest.length === 0) return [];
  const head = ["what", "count", "why", "until"].map((key) => say(`erasure.${key}`));
  const told = rest.map((line) => ({
    label: line.label,
    count: line.count,
    why: why(line, say, language),
    until: line.until === null ? say(noDate(line)) : longDay(language, line.until),
  }));
  const rows = added(told, ({ count, ...rest }) => [rest, count === null]).map(({ label, count, ...line }) => [
    label,
    count === null ? "–" : longNumber(language, count),
    line.why,
    line.until,
  ]);
  const locked = rest.some(({ action }) => action === "restrict");
  return [
    { heading: say("erasure.stays-heading") },
    { table: { head, rows } },
    ...(locked ? [{ text: say("erasure.locked") }] : []),
    ...(rest.some(({ until }) => until !== null) ? [{ text: say("erasure.promise") }] : []),
  ];
}

const ownReasons = [notLetGo, "not-asked", ...heldNorms, "art18", "licence", "open-order", "warranty", "contract"];

function why({ norm, ground }: ErasureLine, say: Say, language: Language): string {
  if (norm !== null && ownReasons.includes(norm)) return say(`grounds.${norm}`);
  const cited = [norm === null ? [] : citation(language, norm), ground === null ? [] : provision(language, ground)];
  return cited.flat().join("; ") || say("grounds.other");
}

function underWay({ numbers, confirmedBy }: ErasureAnswer, say: Say, language: Language): Block[] {
  const blocks: Block[] = [];
  if (numbers.open > 0 && confirmedBy !== null) {
    const values = { count: numbers.open, confirmedBy: longDay(language, confirmedBy) };
    blocks.push({ heading: say("erasure.under-way-heading") }, { text: say("erasure.under-way", values) });
  }
  if (numbers.arrivedLater > 0) blocks.push({ text: say("erasure.later", { count: numbers.arrivedLater }) });
  return blocks;
}

function told({ recipientsTold, systemsNotSearched }: ErasureAnswer, say: Say, language: Language): Block[] {
  const blocks: Block[] = [{ heading: say("erasure.recipients-heading") }];
  if (recipientsTold.length === 0) blocks.push({ text: say("erasure.no-recipients") });
  else {
    const list = recipientsTold.map((one) => toldLine(one, say, language));
    blocks.push({ text: say("erasure.recipients") }, { list });
  }
  if (systemsNotSearched.length > 0)
    blocks.push(
      { heading: say("erasure.unsearched-heading") },
      { text: say("erasure.unsearched") },
      { list: systemsNotSearched },
    );
  return blocks;
}

function aboutThisRequest(facts: ErasureAnswer, say: Say, language: Language): Block[] {
  const list = [
    say("erasure.file", { requestFileUntil: longDay(language, facts.requestFileUntil) }),
    ...(facts.suppressed ? [say("erasure.suppressed")] : []),
    say("erasure.journal"),
    say("erasure.backups", { backupsUntil: longDay(language, facts.backupsUntil) }),
  ];
  return [{ heading: say("erasure.our-file-heading") }, { list }];
}
