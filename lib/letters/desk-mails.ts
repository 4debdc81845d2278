/** Art. 12(3): what the desk is told: which requests come due, and once a day what is open. References and counts; no person is named. */
import type { Day } from "../gdpr/day";
import type { Language } from "./letter";
import { renderHtml, renderText } from "./render";
import { longDay, longInstant, speaker, type Say } from "./words";

type Mail = { subject: string; text: string; html: string };

/** `daysBefore`: -1 once the due date is past. */
export type ComingDue = { reference: string; dueOn: Day; daysBefore: number };

type Frame = { controller: string; url: string };

/** So many references stand in one mail; the queue has all of them. */
export const mostNamed = 50;

/** Requests that come due, the most urgent first. `isSecond`: to somebody who hears of it because nothing was decided. */
export function dueMail(language: Language, due: readonly ComingDue[], isSecond: boolean, frame: Frame): Mail {
  const say = speaker(language);
  const count = due.length;
  const lines = due
    .slice(0, mostNamed)
    .map(({ reference, dueOn, daysBefore }) =>
      say("desk.due.line", { reference, date: longDay(language, dueOn), left: left(say, daysBefore) }),
    );
  if (count > mostNamed) lines.push(say("desk.due.more", { count: count - mostNamed }));
  const title = say(due.every(({ daysBefore }) => daysBefore < 0) ? "desk.due.late" : "desk.due.subject", { count });
  return mail(language, title, [
    ...(isSecond ? [say("desk.due.second", { count })] : []),
    lines.join("\n"),
    say("desk.due.why"),
    say("desk.due.where", frame),
  ]);
}

const left = (say: Say, days: number): string =>
  days < 0 ? say("desk.due.past") : days === 0 ? say("desk.due.today") : say("desk.due.in", { days });

/** How many there are; `open`, `overdue` and `soon` are always said, the others when there are any. */
export type OpenCounts = Record<
  "open" | "overdue" | "soon" | "reviewer" | "source" | "tasks" | "duties" | "holds" | "matters" | "mails",
  number
>;

const always: readonly string[] = ["open", "overdue", "soon"];

/** The mail of a working day. */
export function dayMail(language: Language, day: Day, counts: OpenCounts, frame: Frame): Mail {
  const say = speaker(language);
  const said = Object.entries(counts).filter(([name, count]) => count > 0 || always.includes(name));
  return mail(language, say("desk.day.subject", { date: longDay(language, day) }), [
    said.map(([name, count]) => say(`desk.day.${name}`, { count })).join("\n"),
    say("desk.day.where", frame),
  ]);
}

/** The mailbox for privacy matters cannot be read, or can be read again. */
export function mailboxMail(
  language: Language,
  { state, since }: { state: "away" | "back"; since: Date },
  zone: string,
  frame: Frame,
): Mail {
  const say = speaker(language);
  const at = { since: longInstant(language, since, zone) };
  return mail(language, say(`desk.mailbox.${state}.subject`), [
    say(`desk.mailbox.${state}.what`, at),
    say(`desk.mailbox.${state}.then`),
    say("desk.mailbox.where", frame),
  ]);
}

function mail(language: Language, title: string, texts: readonly string[]): Mail {
  const blocks = texts.map((text) => ({ text }));
  return { subject: title, text: renderText({ title, blocks }), html: renderHtml({ title, blocks, language }) };
}
