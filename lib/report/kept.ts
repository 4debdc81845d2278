/** Art. 5(1)(e), 17(3): what stays, until when and under which norm, and what became of each duty to let it go. */
import type { Case, Line } from "./case";
import type { Part, Section } from "./report";

export function keptSection(told: Case): Section {
  const { of, words } = told;
  const { say } = words;
  const duties = of("duty-made");
  const table: Part = {
    table: {
      caption: say("kept.caption"),
      head: ["data", "until", "norm", "now"].map((key) => say(`kept.${key}`)),
      widths: [26, 16, 28, 30],
      rows: duties.map((duty) => [
        words.category(duty.data.category),
        untilOf(told, duty),
        normOf(told, duty),
        courseOf(told, duty.data.duty),
      ]),
    },
  };
  const parts: Part[] = duties.length > 0 ? [{ text: say("kept.how") }, table] : [{ text: say("kept.none") }];
  return { id: "kept", heading: say("kept.heading"), parts };
}

function untilOf({ of, words }: Case, { data: { duty, dueOn } }: Line<"duty-made">): string {
  const until = of("duty-moved").findLast(({ data }) => data.duty === duty)?.data.to ?? dueOn;
  return until === null ? words.say("no-date") : words.day(until);
}

/** The norms of the plan's decisions about this category and this date; a duty names none itself. */
function normOf({ input, words }: Case, { data: { category, dueOn } }: Line<"duty-made">): string {
  const decisions = input.plan?.decisions.filter((one) => one.category === category && one.until === dueOn) ?? [];
  const norms = new Set(decisions.flatMap(({ norm }) => (norm === null ? [] : [words.norm(norm)])));
  return norms.size === 0 ? words.say("unknown") : [...norms].join("\n");
}

function courseOf({ of, words }: Case, duty: string): string {
  const steps = of("duty-moved", "duty-stopped", "duty-done").filter(({ data }) => data.duty === duty);
  if (steps.length === 0) return words.say("kept.runs");
  return steps.map((event) => `${words.fact(event as never)} (${words.moment(event.at)})`).join("\n");
}
