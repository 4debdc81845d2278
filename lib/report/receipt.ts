/** Art. 12(1), 5(2): the letters of a request as one document for the person: what is in the person's proof for people who read. */
import type { Letter } from "../letters/letter";
import type { Part, Report, Section } from "./report";
import { wordsOf } from "./words";

export type ReceiptInput = Pick<Report, "language" | "madeAt"> & {
  reference: string;
  demo: boolean;
  zone: string;
  /** In the order in which they were written. */
  letters: readonly Pick<Letter, "title" | "blocks">[];
};

/** The receipt, to be made a PDF like any report. */
export function receiptOf({ reference, demo, letters, language, zone, madeAt }: ReceiptInput): Report {
  const { say, moment } = wordsOf({ language, zone, names: { category: {}, source: {}, recipient: {}, purpose: {} } });
  const how: Section = { id: "how", heading: say("receipt.how"), parts: [{ text: say("receipt.how-text") }] };
  return {
    language,
    title: say("receipt.title", { reference }),
    lead: say("receipt.lead"),
    notes: [...(demo ? [{ text: say("demo"), warns: true }] : []), { text: say("receipt.keep"), warns: false }],
    sections: [...letters.map(sectionOf), how],
    foot: say("foot", { reference, at: moment(madeAt) }),
    page: (page, pages) => say("page", { page, pages }),
    madeAt,
  };
}

const sectionOf = ({ title, blocks }: Pick<Letter, "title" | "blocks">, at: number): Section => ({
  id: `letter-${at + 1}`,
  heading: title,
  parts: blocks.map((block): Part => {
    if ("heading" in block) return { text: `${block.heading}:` };
    if ("table" in block) {
      const { head, rows } = block.table;
      return { table: { caption: title, head, rows, widths: head.map(() => 1) } };
    }
    return block;
  }),
});
