import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { Topic } from "../../lib/queries/my/topics";

/** Where on the page what is: with how many kinds, where that is known already. */
export async function Jumps({ topics }: { topics: readonly { id: string; label: string | null; count?: number }[] }) {
  const t = await getTranslations("shell.topics");
  if (topics.length < 2) return null;
  return (
    <nav aria-label={t("jumps")}>
      <ul className="jumps">
        {topics.map(({ id, label, count }) => (
          <li key={id}>
            <a href={`#topic-${id}`}>{label ?? t("other")}</a>
            {count !== undefined && <span className="meta">{t("kinds", { count })}</span>}
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Each topic with a line for each of its kinds. */
export async function Topics<K extends { category: string }>({
  topics,
  line,
  level = 2,
}: {
  topics: readonly Topic<K>[];
  line: (kind: K) => ReactNode;
  /** Of the headings. */
  level?: 2 | 3;
}) {
  const t = await getTranslations("shell.topics");
  const Heading = `h${level}` as const;
  return topics.map(({ id, label, kinds }) => (
    <section key={id} aria-labelledby={`topic-${id}`}>
      <Heading id={`topic-${id}`}>{label ?? t(topics.length > 1 ? "other" : "all")}</Heading>
      <ul className="kinds">
        {kinds.map((kind) => (
          <li key={kind.category} id={kind.category}>
            {line(kind)}
          </li>
        ))}
      </ul>
    </section>
  ));
}
