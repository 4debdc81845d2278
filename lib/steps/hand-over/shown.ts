/**
 * Art. 5(1)(c): what somebody without an account at the desk is shown of whom a task is about: by what the person is found, the
 * values to correct, or the words to send, whichever the task needs, and nothing else of the file.
 */
import { inEach } from "../../../i18n/language";
import type { Words } from "../../gdpr/language";
import type { Tx } from "../../db";
import { changingActions } from "../../gdpr/changing";
import { rightOfTask } from "../../gdpr/task";
import { policy } from "../../company";
import { guideOf } from "../../policy/guide";
import { labelOf } from "../decide/look";
import { valuesOf } from "../decide/guided-task";
import type { Loaded } from "../load";
import { wishOf } from "../plan/corrected";
import { wordsFor } from "../recipients/by-mail";

export type Shown = {
  /** By what the person is found; an entry without values says that nothing is known. */
  known: { label: Words; values: string[] }[];
  /** What it should say. */
  fields: { label: Words; value: string | null }[];
  /** The person's own statement, where it has to be put beside a record. */
  statement: string | null;
  /** The whole words for a recipient, in which the person stands. */
  notice: string | null;
  /** Categories of which the request changed records: the words of a guide name those that its recipient received. */
  changed: string[];
};

type Row = { kind: string; source: string | null; recipient: string | null };

export async function shownOf(tx: Tx, request: Loaded, task: Row): Promise<Shown> {
  const notice = await noticeTo(tx, request, task);
  if (notice !== null) return { known: [], fields: [], statement: null, notice, changed: [] };
  const corrects = rightOfTask(task.kind) === "rectification" || task.kind === "correction-document";
  const states = task.kind === "statement-by-hand";
  const wish = corrects || states ? await wishOf(tx, request) : null;
  return {
    known: knownFor(request, task),
    fields: (wish?.corrections ?? []).flatMap(({ source, part, values }) =>
      Object.entries(values).map(([column, value]) => ({ label: labelOf(source, part, column), value })),
    ),
    statement: (states && wish?.words.trim()) || null,
    notice: null,
    changed: await changedBy(tx, request),
  };
}

async function changedBy(tx: Tx, { id, planNo, right }: Loaded): Promise<string[]> {
  const where = { request: id, planNo, action: { in: changingActions(right) }, count: { gt: 0 } };
  const rows = await tx.decision.findMany({ where, select: { category: true }, distinct: ["category"] });
  return rows.map(({ category }) => category).toSorted();
}

const labels = {
  name: { en: "Name", de: "Name" },
  email: { en: "E-mail address", de: "E-Mail-Adresse" },
  post: { en: "Postal address", de: "Postanschrift" },
  account: { en: "Customer number", de: "Kundennummer" },
} as const;

function knownFor({ subject, contact, account }: Loaded, { kind, source }: Row): Shown["known"] {
  const right = rightOfTask(kind);
  const guide = right === null || source === null ? null : guideOf(policy(), source, right);
  if (guide) return guide.identifiers.map((one) => ({ label: one.label, values: valuesOf(subject, one) }));
  // Somebody has to be reached another way than by e-mail.
  const post = kind.startsWith("mail-") ? contact.post : null;
  const found = { name: contact.name, email: contact.email, post, account };
  return (Object.keys(labels) as (keyof typeof labels)[]).flatMap((one) => {
    const value = found[one];
    return value ? [{ label: inEach(labels[one]), values: [value] }] : [];
  });
}

async function noticeTo(tx: Tx, request: Loaded, { kind, recipient }: Row): Promise<string | null> {
  if (recipient === null) return null;
  const change = kind.includes("lifted") ? "lifted" : { not: "lifted" };
  const row = await tx.recipientNotice.findFirst({ where: { request: request.id, recipient, change } });
  return row && wordsFor(tx, request, row);
}
