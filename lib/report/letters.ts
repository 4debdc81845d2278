/** Art. 12(1), (4): which letters the person got and when. Their texts are entries of their own, never part of the report. */
import { letterName, letterSchema } from "../bundle/format";
import type { Case, Line } from "./case";
import type { Part, Section } from "./report";

export function lettersSection(told: Case): Section {
  const { input, of, words } = told;
  const { say, law } = words;
  const written = of("notified");
  const entries = entriesOf(told);
  const table: Part = {
    table: {
      caption: say("letters.caption"),
      head: ["letter", "written", "sent", "entry"].map((key) => say(`letters.${key}`)),
      widths: [24, 17, 34, 25],
      rows: written.map((letter) => [
        law(`letters.${letter.data.kind}`),
        words.moment(letter.at),
        sent(told, letter),
        entries.get(letter.seq) ?? say("letters.closed"),
      ]),
    },
  };
  const answers = of("delivered").map((event) => ({ when: words.moment(event.at), what: words.fact(event as never) }));
  const parts: Part[] = [
    written.length > 0 ? table : { text: say("letters.none") },
    ...(answers.length > 0 ? [{ line: answers }] : []),
    { text: say(input.shredded ? "letters.shredded" : input.personal ? "letters.inside" : "letters.outside") },
  ];
  return { id: "letters", heading: say("letters.heading"), parts };
}

/** The entry of each letter whose text is in the bundle, by the number of its event. */
function entriesOf({ input: { personal, shredded, openings } }: Case): Map<number, string> {
  if (!personal || shredded) return new Map();
  return new Map(
    openings.flatMap(({ seq, payload }) => {
      const letter = letterSchema.safeParse(payload);
      return letter.success ? [[seq, letterName(seq, letter.data.kind)] as const] : [];
    }),
  );
}

/** What became of a letter on its way: mails of its kind until another letter of this kind was written. */
function sent({ of, words }: Case, letter: Line<"notified">): string {
  const next = of("notified").find(({ seq, data }) => seq > letter.seq && data.kind === letter.data.kind)?.seq;
  const mails = of("mailed").filter(
    ({ seq, data }) => seq > letter.seq && seq < (next ?? Infinity) && data.letter === letter.data.kind,
  );
  if (mails.length === 0) return words.say("letters.no-mail");
  return mails.map(({ at, data }) => `${words.law(`mail.${data.outcome}`)} (${words.moment(at)})`).join("\n");
}
