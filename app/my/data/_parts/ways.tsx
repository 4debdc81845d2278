import { getTranslations } from "next-intl/server";
import type { Holding } from "../../../../lib/queries/my/holdings";
import type { Way } from "../../../../lib/queries/my/ways";

/** What the person can do about a kind, each a press away. */
export async function Ways({ holding: { category, label, ways } }: { holding: Holding }) {
  const t = await getTranslations("my.data");
  return (
    <ul className="ways-on" aria-label={t("ways", { label })}>
      {ways.map((way) => (
        <li key={way}>
          <a href={addressOf(way, category)} aria-label={t("way-of", { way: t(`way.${way}`), label })}>
            {t(`way.${way}`)}
          </a>
        </li>
      ))}
    </ul>
  );
}

const addressOf = (way: Way, category: string): string =>
  ({
    correct: `/my/correct/${category}`,
    delete: `/my/new?want=erasure&scope=categories&category=${category}`,
    pause: `/my/pause?category=${category}`,
    take: "/my/new?want=portability",
    object: "/my/objection",
    end: "/my/consents",
  })[way];
