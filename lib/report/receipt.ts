/** Art. 12(1), 5(2): the letters of a request as one document for the person: what is in the person's proof for people who read. */
import type { Letter } from "../letters/letter";
import { headLines } from "./head-lines";
import type { Part, Report, Section } from "./report";
import { wordsOf } from "./words";

export type ReceiptInput = Pick<Report, "language" | "head" | "madeAt"> & {
  reference: string;
  demo: boolean;
  zone: string;
  /** In the order in which they were written. */
  letters: readonly Pick<Letter, "title" | "blocks" | "head">[];
};

/** The receipt, to be made a PDF like any report. */
export function receiptOf({ reference, demo, head, letters, language, zone, madeAt }: ReceiptInput): Report {
  const { say, moment } = wordsOf({ language, zone, names: { category: {}, source: {}, recipient: {}, purpose: {} } });
  const how: Section = { id: "how", heading: say("receipt.how"), parts: [{ text: say("receipt.how-text") }] };
  return {
    language,
    head,
    title: say("receipt.title", { reference }),
    lead: say("receipt.lead"),
    notes: [...(demo ? [{ text: say("demo"), warns: true }] : []), { text: say("receipt.keep"), warns: false }],
    sections: [...letters.map((letter, at) => sectionOf(letter, at, head)), how],
    foot: say("foot", { reference, at: moment(madeAt) }),
    page: (page, pages) => say("page", { page, pages }),
    madeAt,
  };
}

type Shown = ReceiptInput["letters"][number];

/** A letter keeps the head of its day: it stands above its words where the company's is another one by now. */
const sectionOf = ({ title, blocks, head }: Shown, at: number, now: Report["head"]): Section => ({
  id: `letter-${at + 1}`,
  heading: title,
  parts: [...ownHead(head, now), ...blocks.map((block) => partOf(title, block))],
});

function ownHead(head: Shown["head"], now: Report["head"]): Part[] {
  const lines = head ? headLines(head).join("\n") : "";
  return lines === "" || (now && lines === headLines(now).join("\n")) ? [] : [{ text: lines }];
}

function partOf(title: string, block: Letter["blocks"][number]): Part {
  if ("heading" in block) return { text: `${block.heading}:` };
  if (!("table" in block)) return block;
  const { head, rows } = block.table;
  return { table: { caption: title, head, rows, widths: head.map(() => 1) } };
}
