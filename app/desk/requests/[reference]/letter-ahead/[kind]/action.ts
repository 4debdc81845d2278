"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { reference } from "../../../../../../lib/gdpr/facts";
import { wordedKinds, wordedParts, wordingProblems, type WordingProblem } from "../../../../../../lib/gdpr/wording";
import { problem, secureAction } from "../../../../../../lib/sign-in/secure-action";
import type { FieldProblem } from "../../../../../../lib/sign-in/form-input";
import { wordLetter } from "../../../../../../lib/steps/decide/word-letter";
import { notFoundOr } from "../../../../_parts/refused";

const form = z.object({
  reference,
  kind: z.enum(wordedKinds),
  /** The draft that the page showed. */
  shown: z.string().max(300),
  text: z.partialRecord(z.enum(wordedParts), z.string().max(5_000)),
});

/** Keeps the wording of the next letter of a kind; a text that lost what the law asks for is refused where it stands. */
export const wordAction = secureAction("word-letter", form, async (who, { reference: request, kind, shown, text }) => {
  const wrong = wordingProblems(kind, text);
  if (wrong.length > 0) return wrong.filter(isFirst).map((one) => said(one, wrong));
  const kept = await wordLetter(who, request, { kind, shown, texts: text });
  if (!kept.ok) return problem(`desk.letter-ahead.problems.${notFoundOr(kept.reason)}`);
  redirect(`/desk/requests/${request}/letter-ahead/${kind}`);
});

type Lost = Extract<WordingProblem, { problem: "lost" }>;
const isAlike = (one: Lost, other: WordingProblem): other is Lost =>
  other.problem === "lost" && other.part === one.part && other.must === one.must;

/** A text that lost two gaps of the same must-have says so in one sentence. */
const isFirst = (one: WordingProblem, i: number, all: readonly WordingProblem[]): boolean =>
  one.problem !== "lost" || all.findIndex((other) => isAlike(one, other)) === i;

function said(found: WordingProblem, all: readonly WordingProblem[]): FieldProblem {
  const field = `text.${found.part}`;
  switch (found.problem) {
    case "no-place":
      return problem("desk.letter-ahead.problems.no-place", field);
    case "strange-gap":
      return { field, key: "desk.letter-ahead.problems.strange", values: { gap: found.gap } };
    case "lost": {
      const lost = all.filter((other) => isAlike(found, other)) as Lost[];
      const gap = lost.map((one) => `{${one.gap}}`).join(", ");
      return { field, key: `desk.letter-ahead.problems.lost.${found.must}`, values: { gap } };
    }
    default:
      return found satisfies never;
  }
}
