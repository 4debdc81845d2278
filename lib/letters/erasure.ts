/**
 * Art. 17, 12(4): the answer to an erasure. What was removed, what stays with the reason in plain words, its norm and its day:
 * a line for each kind of data and fate, in the order of the page, in numbers that are the sum of the lines. "Deleted" is
 * said only of what the system confirmed.
 */
import { leaves, whyKey, type Fate, type Line } from "../gdpr/answer-line";
import { byFate, type KindOfLines } from "../gdpr/kinds-of-lines";
import type { Body } from "./compose";
import type { Block, ErasureAnswer, Language } from "./letter";
import { reported } from "./must-haves";
import { toldLine } from "./more-answers";
import { remedies } from "./remedies";
import { lineSpeaker, longDay, longNumber, type Say } from "./words";

/** The letter's own words, and those that it shares with the page. */
type Voice = { say: Say; page: Say; language: Language };

export const erasure: Body<ErasureAnswer> = (facts, say, language) => {
  const { reference, receivedOn, doneOn, lookupUrl } = facts;
  const voice = { say, page: lineSpeaker(language), language };
  if (facts.lines.length + facts.systemsNotSearched.length === 0)
    return [...nothing(facts, say), ...aboutThisRequest(facts, say, language), ...remedies(say, facts)];
  const asked = facts.takesUp?.receivedOn ?? receivedOn;
  const days = { receivedOn: longDay(language, asked), doneOn: longDay(language, doneOn) };
  return [
    ...takenUp(facts, say),
    { text: say("erasure.done", days) },
    ...(facts.restBy ? [{ text: say("erasure.rest", { restBy: longDay(language, facts.restBy) }) }] : []),
    ...removed(facts, voice),
    ...underWay(facts, voice),
    ...stays(facts, voice),
    ...untouched(facts, voice),
    ...inNumbers(facts, voice),
    ...told(facts, say, language),
    ...aboutThisRequest(facts, say, language),
    { text: say("erasure.account", { reference, lookupUrl }) },
    ...remedies(say, facts),
  ];
};

/** Art. 17(1), (3)(e): nobody asked again; why we come back to it is said first. */
const takenUp = ({ takesUp }: ErasureAnswer, say: Say): Block[] =>
  takesUp ? [{ text: say(`erasure.taken-up.${takesUp.as}`, { reference: takesUp.reference }) }] : [];

const nothing = (facts: ErasureAnswer, say: Say): Block[] =>
  facts.takesUp ? [...takenUp(facts, say), { text: say("erasure.taken-up-gone") }] : [{ text: say("erasure.nothing") }];

const shown = ["erased", "shortened", "unlinked", "locked", "kept", "notFound", "open"] as const;

function inNumbers({ numbers, systemsNotSearched }: ErasureAnswer, { say, language }: Voice): Block[] {
  const row = (key: string, n: number) => [say(`erasure.numbers.${key}`), longNumber(language, n)];
  const rows = shown.filter((key) => numbers[key] > 0).map((key) => row(key, numbers[key]));
  if (numbers.handedOut > 0) rows.push(row("handedOut", numbers.handedOut));
  rows.push(row("total", reported(numbers)));
  if (numbers.arrivedLater > 0) rows.push(row("arrivedLater", numbers.arrivedLater));
  const head = [say("erasure.outcome"), say("erasure.records")];
  const byHand = systemsNotSearched.length;
  return [
    { heading: say("erasure.numbers-heading") },
    { table: { head, rows } },
    // Systems are no records: they are said beside the sum, never in it.
    ...(byHand > 0 ? [{ text: say("erasure.by-hand", { count: byHand }) }] : []),
  ];
}

/** What is no longer there, or no longer used. */
const isRemoved = ({ fate }: Line): boolean => leaves(fate) || fate === "stopped";
const isUnderWay = ({ fate }: Line): boolean => fate === "under-way";
const isUntouched = ({ reason }: Line): boolean => reason === "not-asked";

/** Each kind and fate in a line of a list, with the records of all systems added. */
const listed = (lines: readonly Line[], { say }: Voice): string[] =>
  byFate(lines).map(({ label, fate, count }) => say("erasure.line", { label, fate, count: count ?? -1 }));

function removed({ lines }: ErasureAnswer, voice: Voice): Block[] {
  const list = listed(lines.filter(isRemoved), voice);
  return list.length === 0 ? [] : [{ heading: voice.say("erasure.removed-heading") }, { list }];
}

function underWay({ lines, numbers, confirmedBy }: ErasureAnswer, voice: Voice): Block[] {
  const { say, language } = voice;
  const blocks: Block[] = [];
  if (numbers.open > 0 && confirmedBy !== null) {
    const values = { count: numbers.open, confirmedBy: longDay(language, confirmedBy) };
    const list = listed(lines.filter(isUnderWay), voice);
    blocks.push({ heading: say("erasure.under-way-heading") }, { text: say("erasure.under-way", values) }, { list });
  }
  if (numbers.arrivedLater > 0) blocks.push({ text: say("erasure.later", { count: numbers.arrivedLater }) });
  return blocks;
}

function stays({ lines }: ErasureAnswer, voice: Voice): Block[] {
  const { say, language } = voice;
  const kinds = byFate(lines.filter((line) => !isRemoved(line) && !isUnderWay(line) && !isUntouched(line)));
  if (kinds.length === 0) return [];
  const head = ["what", "count", "why", "until"].map((key) => say(`erasure.${key}`));
  const rows = kinds.map((kind) => [
    say("erasure.stays-line", { label: kind.label, fate: kind.fate }),
    kind.count === null ? "–" : longNumber(language, kind.count),
    why(kind, voice),
    until(kind, voice),
  ]);
  const some = (fate: Fate) => kinds.some((kind) => kind.fate === fate);
  return [
    { heading: say("erasure.stays-heading") },
    { table: { head, rows } },
    ...(some("locked") ? [{ text: say("erasure.locked") }] : []),
    ...(kinds.some(({ from }) => from !== null) ? [{ text: say("erasure.promise") }] : []),
  ];
}

/** Art. 12(1), (4): each reason once, in plain words, with every norm that carries it. */
function why({ lines }: KindOfLines, { page }: Voice): string {
  const keys = [...new Set(lines.map(whyKey))];
  return keys
    .map((key) => {
      const norms = lines.filter((line) => whyKey(line) === key).flatMap(({ norm }) => norm.split("; "));
      return page(`why.${key}`, { norm: [...new Set(norms)].join("; ") });
    })
    .join(" ");
}

/** From the first day to the last; what has no day says what it waits for. */
function until({ lines, from, last }: KindOfLines, voice: Voice): string {
  const { say, language } = voice;
  const open = [...new Set(lines.filter((line) => line.from === null).map((line) => waitsFor(line, voice)))].join("; ");
  if (from === null || last === null) return open;
  const days = { from: longDay(language, from), last: longDay(language, last) };
  const span = from === last ? days.from : say("erasure.between", days);
  return open === "" ? span : `${span}; ${say("erasure.some", { until: open })}`;
}

function waitsFor({ reason, event, taxYear }: Line, { say, page }: Voice): string {
  if (taxYear) return say("erasure.tax-year");
  if (reason === "matter" || reason === "may-matter") return say("erasure.matter-open");
  if (reason !== "norm") return page(`until.${reason}`);
  return event === null ? say("erasure.no-date") : page("event", { event });
}

function untouched({ lines }: ErasureAnswer, { say }: Voice): Block[] {
  const list = [...new Set(lines.filter(isUntouched).map(({ label }) => label))];
  return list.length === 0 ? [] : [{ heading: say("erasure.untouched-heading") }, { list }];
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
