/** Art. 19: which recipients were told, which were not and why, and who opened the notice. */
import type { Case } from "./case";
import type { Part, Section } from "./report";

export function recipientsSection({ of, words }: Case): Section {
  const { say, law } = words;
  const told = of("recipient-told", "recipient-not-told", "notice-opened");
  const rows = told.map((event) => {
    const { recipient } = event.data;
    return [words.recipient(recipient), say(`recipients.${event.fact}`), words.moment(event.at), more(event)];
  });

  function more({ data }: (typeof told)[number]): string {
    if ("because" in data) return say("recipients.because", { reason: law(`not-told.${data.because}`) });
    const from = "effectiveOn" in data ? data.effectiveOn : null;
    return from === null ? "" : say("recipients.effective", { date: words.day(from) });
  }
  const table: Part = {
    table: {
      caption: say("recipients.caption"),
      head: ["who", "what", "at", "more"].map((key) => say(`recipients.${key}`)),
      widths: [28, 22, 20, 30],
      rows,
    },
  };
  const parts = [rows.length > 0 ? table : { text: say("recipients.none") }];
  return { id: "recipients", heading: say("recipients.heading"), parts };
}
