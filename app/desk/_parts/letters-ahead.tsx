import { getTranslations } from "next-intl/server";
import type { ToCome } from "../../../lib/queries/desk/letters-to-come";

type Letters = { reference: string; letters: readonly ToCome[]; level: 2 | 3 };

/** The letters that a plan leads to, each to be looked at and worded before it goes out. */
export async function LettersAhead({ reference, letters, level }: Letters) {
  if (letters.length === 0) return null;
  const [t, law] = [await getTranslations("desk.letter-ahead"), await getTranslations("law")];
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <>
      <Heading>{t(level === 2 ? "plan-letters" : "links")}</Heading>
      <ul className="answer">
        {letters.map(({ kind, worded }) => (
          <li key={kind}>
            <span>
              {law(`letters.${kind}`)}
              {worded && <span className="why">{t("plan-worded")}</span>}
            </span>
            <span className="when">
              <a
                href={`/desk/requests/${reference}/letter-ahead/${kind}`}
                aria-label={`${t("link")}: ${law(`letters.${kind}`)}`}
              >
                {t("link")}
              </a>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
