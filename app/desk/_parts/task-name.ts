import type { getTranslations } from "next-intl/server";
import type { Language } from "../../../lib/gdpr/language";
import { stepOf } from "../../../lib/queries/desk/next-step";
import { categoryWords, recipientName, sourceWords } from "../../../lib/queries/desk/words";

type Translate = Awaited<ReturnType<typeof getTranslations>>;
type Named = { kind: string; source: string | null; category: string | null; recipient: string | null };

/** What a task is about, in a line: which recipient, or which system and what of it. `t` speaks the words of the rail. */
export function taskName(task: Named, t: Translate, locale: Language): string {
  const { kind, source, category, recipient } = task;
  const name = t.has(`task.${kind}`) ? t(`task.${kind}`) : kind;
  if (recipient !== null) return `${name}: ${recipientName(recipient)}`;
  const about = [source && sourceWords(source)[locale], category && categoryWords(category)[locale]];
  const said = [...new Set(about.filter(Boolean))].join(", ");
  return said ? `${name}: ${said}` : name;
}

/** Where a task is done: on its own page, or by the decision that settles it. */
export function taskPath({ id, kind }: { id: string; kind: string }, reference: string): string {
  const request = `/desk/requests/${reference}`;
  const step = stepOf(kind);
  if (step !== null) return `${request}/${step}`;
  return kind === "legal-refusal" || kind === "second-refusal" ? request : `/desk/tasks/${id}`;
}
