import type { getTranslations } from "next-intl/server";
import { stepOf } from "../../../lib/queries/desk/next-step";
import { categoryWords, recipientName } from "../../../lib/queries/desk/words";

type Translate = Awaited<ReturnType<typeof getTranslations>>;
type Named = { kind: string; category: string | null; recipient: string | null };

/** What a task is about, in a line. `t` speaks the words of the rail. */
export function taskName({ kind, category, recipient }: Named, t: Translate, locale: "en" | "de"): string {
  const name = t.has(`task.${kind}`) ? t(`task.${kind}`) : kind;
  const about = recipient !== null ? recipientName(recipient) : category && categoryWords(category)[locale];
  return about ? `${name}: ${about}` : name;
}

/** Where a task is done: on its own page, or by the decision that settles it. */
export function taskPath({ id, kind }: { id: string; kind: string }, reference: string): string {
  const request = `/desk/requests/${reference}`;
  const step = stepOf(kind);
  if (step !== null) return `${request}/${step}`;
  return kind === "legal-refusal" || kind === "second-refusal" ? request : `/desk/tasks/${id}`;
}
