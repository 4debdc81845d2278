/** Art. 19: what a task to tell a recipient has to say, from the plan that was carried out. */
import type { Language } from "../../gdpr/language";
import { policy } from "../../company";
import type { Tx } from "../../db";
import { changingActions } from "../../gdpr/changing";
import { day, type Day } from "../../gdpr/day";
import type { Right } from "../../gdpr/right";
import { noticeLanguage, recipientNotice, type RecipientNotice } from "../../letters/recipient-notice";
import type { Words } from "./words";

export type Notice = {
  /** The notice's own reference, which the recipient quotes; the request's stays in the house. */
  ours: string;
  recipient: string;
  does: Words;
  /** How this recipient wants to be told. */
  way: "api" | "portal" | "email" | "post" | "none";
  language: Language;
  action: RecipientNotice["action"];
  what: string[];
  reference: string;
  by: Day;
};

type Row = {
  kind: string;
  recipient: string | null;
  dueOn: Date;
  request: string;
  requestRow: { right: string; planNo: number };
};

/** What has to be said; null for a task that tells nobody, and for a recipient that the policy no longer names. */
export async function noticeOf(tx: Tx, row: Row): Promise<Notice | null> {
  const { recipients, categories } = policy();
  const found = recipients[row.recipient ?? ""];
  const lifted = row.kind.includes("lifted");
  const action = lifted ? "lift" : actions[row.requestRow.right as Right];
  if (!found || !action) return null;
  const notice = await tx.recipientNotice.findFirst({
    where: { request: row.request, recipient: row.recipient ?? "", change: lifted ? "lifted" : { not: "lifted" } },
    select: { id: true },
  });
  const language = noticeLanguage(found.country);
  const changed = await changedCategories(tx, row);
  const own = changed.filter((category) => categories[category]?.recipients.includes(row.recipient ?? ""));
  return {
    ours: notice?.id ?? row.request,
    recipient: found.name,
    does: found.does,
    way: found.notice,
    language,
    action,
    what: own.flatMap((category) => categories[category]?.label[language] ?? []),
    reference: row.request,
    by: day(row.dueOn.toISOString().slice(0, 10)),
  };
}

/** Categories of which the request's plan changes records. */
export async function changedCategories(
  tx: Tx,
  { request, requestRow: { right, planNo } }: Pick<Row, "request" | "requestRow">,
): Promise<string[]> {
  const rows = await tx.decision.findMany({
    where: { request, planNo, action: { in: changingActions(right) }, count: { gt: 0 } },
    select: { category: true },
    distinct: ["category"],
    orderBy: { category: "asc" },
  });
  return rows.map(({ category }) => category);
}

const actions: Partial<Record<Right, Notice["action"]>> = {
  erasure: "erase",
  rectification: "correct",
  restriction: "pause",
};

/** The words to send. `person`: by what the recipient knows them, null while nobody looked into the file. */
export function noticeText(notice: Notice, person: string | null, fields: string[]): string {
  const { controller } = policy();
  return recipientNotice({
    ...notice,
    reference: notice.ours,
    person,
    fields,
    contact: controller.dataProtectionOfficer,
    controller,
  });
}
