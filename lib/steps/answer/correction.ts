/** Art. 16: what the answer to a correction says: which fields of which records, never a value. */
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { dayIn } from "../../gdpr/day";
import { leaveGrounds } from "../../gdpr/overridable";
import { keptBecause } from "../../gdpr/plan";
import type { Correction } from "../../gdpr/wish";
import type { CorrectionWayTold, RectificationFacts } from "../../letters/answer-facts";
import { fieldLabels } from "../../policy/table-of";
import { answerOf, type Ahead, type AnswerLine } from "./answer-of";
import { disputed } from "../decide/end-pauses";
import { wishOf } from "../plan/corrected";
import type { Loaded } from "../load";
import type { OwnFacts } from "./send-letter";
import { fileUntil } from "./ended-use";
import { byHandOf, labelOf, recipientsOf } from "./said";

/** `ahead`: before it was carried out, as it will be if it were today. */
export async function correctionFacts(
  tx: Tx,
  request: Loaded,
  { ahead }: Ahead = {},
): Promise<OwnFacts<"rectification">> {
  const { lines } = await answerOf(tx, request, { ahead });
  const corrections = (await wishOf(tx, request))?.corrections ?? [];
  const told = lines.filter(({ count }) => count !== null).map((line) => toldLine(line, corrections, request));
  const today = dayIn(policy().zone, await portalNow(tx));
  return {
    doneOn: today,
    lines: told,
    documentNorm: told.some(({ way }) => way === "document") ? policy().correction.documentNorm : null,
    paused: (await disputed(tx, request)) !== null,
    recipients: await recipientsOf(tx, request),
    byHand: await byHandOf(tx, request),
    fileUntil: fileUntil(today),
  };
}

function toldLine(
  line: AnswerLine,
  corrections: readonly Correction[],
  request: Loaded,
): RectificationFacts["lines"][number] {
  const own = corrections.filter(({ source, category }) => source === line.source && category === line.category);
  const way = wayOf(line, own);
  const fields = named.includes(way) ? own.flatMap((one) => fieldLabels(policy(), one, request.language)) : [];
  return { label: labelOf(line.category, request), fields: [...new Set(fields)], way };
}

const named: readonly CorrectionWayTold[] = ["changed", "refused", "held", "gone", "not-done"];

function wayOf(line: AnswerLine, own: readonly Correction[]): CorrectionWayTold {
  const { action, ground, norm, held, gone, count, open } = line;
  if (norm === keptBecause.document) return "document";
  if (action === "keep" && isRefused(ground)) return "refused";
  if (action !== "correct") return "not-done";
  if (held > 0) return "held";
  if (gone === count) return "gone";
  // Without a column for it a statement is put beside the record by a person.
  if (open > 0) return "by-hand";
  return own.every(({ how }) => how === "statement") ? "statement" : "changed";
}

const isRefused = (ground: string | null): boolean => (leaveGrounds as readonly (string | null)[]).includes(ground);
