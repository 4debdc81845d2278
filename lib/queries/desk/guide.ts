/** The guide of a task by hand: what to do, where, what to send and what to write down. Whom it is about is not in it. */
import type { Language } from "../../gdpr/language";
import { policy } from "../../company";
import { day } from "../../gdpr/day";
import { rightOfTask } from "../../gdpr/task";
import type { EvidenceField } from "../../gdpr/task-evidence";
import { longDay } from "../../letters/words";
import { filled, guideOf, type Guide } from "../../policy/guide";

export type TaskGuide = Pick<Guide, "steps" | "link"> & {
  evidence: EvidenceField[];
  /** The words to send in the language of who gets them, with `person` for whom it is about. */
  notice: ((person: string) => { subject: string; body: string; language: Language }) | null;
};

type Row = { kind: string; source: string | null; category: string | null; request: string; dueOn: Date };

/**
 * Null for a task that no guide leads through. `changed`: categories of which the request changed records; the words name
 * all of them that the recipient received, because it hears of them here and nowhere else.
 */
export function guideOfTask(row: Row, changed: readonly string[] = []): TaskGuide | null {
  const { kind, source, category, request, dueOn } = row;
  const right = rightOfTask(kind);
  const guide = right === null || source === null ? null : guideOf(policy(), source, right);
  if (!guide) return null;
  const { steps, link, evidence } = guide;
  return {
    steps,
    link,
    evidence,
    notice: guide.notice && noticeOf(guide.notice, { source, category, request, dueOn, changed }),
  };
}

type About = Omit<Row, "kind"> & { changed: readonly string[] };

function noticeOf({ subject, body }: NonNullable<Guide["notice"]>, about: About): TaskGuide["notice"] {
  const { sources, recipients, categories, controller } = policy();
  const source = sources[about.source ?? ""];
  const id = source && "recipient" in source ? source.recipient : "";
  const recipient = recipients[id];
  const received = about.changed.filter((one) => categories[one]?.recipients.includes(id));
  const named = [...new Set([about.category ?? "", ...received])];
  const language = ["DE", "AT"].includes(recipient?.country ?? "") ? "de" : "en";
  const { name, street, postcode, city } = controller;
  return (person) => {
    const values = {
      reference: about.request,
      controller: [name, street, `${postcode} ${city}`].join("\n"),
      recipient: recipient?.name ?? "",
      identifiers: person,
      categories: named.flatMap((one) => categories[one]?.label[language] ?? []).join(", "),
      date: longDay(language, day(about.dueOn.toISOString().slice(0, 10))),
    };
    return { subject: filled(subject[language], values), body: filled(body[language], values).trim(), language };
  };
}
