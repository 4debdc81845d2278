/** The first thing read: whether the request was answered in time, and its moves on one line. */
import { moves } from "../gdpr/facts";
import type { Case } from "./case";
import type { Section } from "./report";
import { timeLimit } from "./time-limit";

/** One sentence: answered or open, in time or late. */
export function headline(told: Case): string {
  const { words, state } = told;
  const limit = timeLimit(told);
  if (!limit || !state) return words.say("headline.nothing");
  const { due, closed, left } = limit;
  const values = { due: words.fullDay(due), days: Math.abs(left) };
  if (!closed) return words.say(left < 0 ? "headline.open-late" : "headline.open", values);
  const key = left < 0 ? "headline.closed-late" : "headline.closed";
  return words.say(key, { ...values, state: state.now, date: words.fullDay(closed.on) });
}

/** The moves of the request, first to last. */
export function summarySection({ input, words }: Case): Section {
  const steps = input.events.filter(({ fact }) => moves(fact) || fact === "extended");
  return {
    id: "course",
    heading: words.say("course.heading"),
    parts: [
      { line: steps.map((event) => ({ when: words.moment(event.at), what: words.fact(event) })) },
      { text: words.say("course.times", { zone: input.zone }) },
    ],
  };
}
