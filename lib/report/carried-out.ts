/** Art. 17(1), 19, 15(3): what ran in which system with which effect, and what was found when the systems were asked again. */
import type { Case, Line } from "./case";
import type { Part, Section, Table } from "./report";

const further = [
  ...(["snapshot-taken", "package-made", "downloaded", "package-destroyed", "wrong-person"] as const),
  ...(["replayed", "waits"] as const),
];

export function carriedOutSection(told: Case): Section {
  const { of, words } = told;
  const { say } = words;
  const ran = of("executed", "removal-confirmed");
  const again = of("looked-again").map(({ at, data }) => say("done.again", { at: words.moment(at), ...data }));
  const line = of(...further).map((event) => ({ when: words.moment(event.at), what: words.fact(event as never) }));
  const parts: Part[] = [
    ran.length > 0 ? { table: tableOf(told, ran) } : { text: say("done.nothing") },
    ...(again.length > 0 ? [{ list: again }] : ran.length > 0 ? [{ text: say("done.not-again") }] : []),
    ...(line.length > 0 ? [{ text: say("done.further") }, { line }] : []),
    { text: say("done.limit") },
  ];
  return { id: "done", heading: say("done.heading"), parts };
}

function tableOf({ input, words }: Case, ran: readonly Line<"executed" | "removal-confirmed">[]): Table {
  const { say, law, number } = words;
  return {
    caption: say("done.caption"),
    head: ["at", "number", "data", "what", "done", "gone", "held"].map((key) => say(`done.${key}`)),
    widths: [17, 5, 26, 19, 10, 9, 14],
    rows: ran.map(({ at, fact, data }) => {
      const decided = input.plan?.decisions[data.decision];
      return [
        words.moment(at),
        number(data.decision + 1),
        decided ? `${words.category(decided.category)}\n${words.source(decided.source)}` : say("unknown"),
        fact === "executed" && "action" in data ? law(`actions.${data.action}`) : say("done.confirmed"),
        number(data.done),
        number(data.gone),
        number(data.held),
      ];
    }),
  };
}
