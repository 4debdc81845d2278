import { getTranslations } from "next-intl/server";
import { Suspense, type ReactNode } from "react";
import { holdings, type Holdings } from "../../../../lib/queries/my/holdings";
import { askedTogether } from "../../../../lib/queries/my/parts-of-holdings";
import type { Actor } from "../../../../lib/actor";
import { joinedParts, type PreviewPart } from "../../../../lib/steps/ask/preview";
import type { Locale } from "../../_parts/written";
import { Elsewhere } from "./elsewhere";
import { Goes } from "./goes";
import { Kind } from "./kind";

type Reader = Actor & { language: Locale };

/**
 * The same page while systems are still being asked: each shows itself when it answers, and what needs all of them comes last, so
 * that nothing moves that somebody reads. Without a script a browser waits for the whole page instead.
 */
export async function AsTheyAnswer({ who, parts }: { who: Reader; parts: readonly PreviewPart[] }) {
  const t = await getTranslations("my.data");
  const together = askedTogether(who.language);
  const of = (sources: readonly string[]) => parts.filter(({ source }) => sources.includes(source));
  return (
    <>
      <noscript>
        <meta httpEquiv="refresh" content="0; url=/my/data?whole=yes" />
      </noscript>
      <h1>{t("headline-parts")}</h1>
      <p className="lead">{t("lead-parts")}</p>
      <ul className="plain">
        {together.systems.map(({ id, name }) => (
          <li key={id}>
            {name}: <Later wait={t("asking")}>{answered(of([id]), t("answered"), t("not-answering"))}</Later>
          </li>
        ))}
      </ul>
      {together.parts.map(({ sources, categories }) => (
        <Later key={sources.join(" ")} wait={null}>
          <Kinds who={who} parts={of(sources)} categories={categories} />
        </Later>
      ))}
      <Later wait={<p className="meta">{t("asking-all")}</p>}>
        <End who={who} parts={parts} />
      </Later>
    </>
  );
}

const Later = ({ wait, children }: { wait: ReactNode; children: ReactNode }) => (
  <Suspense fallback={wait}>{children}</Suspense>
);

const answered = async (parts: readonly PreviewPart[], yes: string, no: string): Promise<string> =>
  (await joinedParts(parts)).unreachable.length > 0 ? no : yes;

async function Kinds({ who, parts, categories }: Shown & { categories: readonly string[] }) {
  const { held } = await found(who, parts);
  return held
    .filter(({ category }) => categories.includes(category))
    .map((holding) => <Kind key={holding.category} holding={holding} locale={who.language} />);
}

async function End({ who, parts }: Shown) {
  const all = await found(who, parts);
  return (
    <>
      {all.held.length > 0 && <Goes found={all} locale={who.language} />}
      <Elsewhere found={all} locale={who.language} />
    </>
  );
}

type Shown = { who: Reader; parts: readonly PreviewPart[] };

const found = async (who: Reader, parts: readonly PreviewPart[]): Promise<Holdings> =>
  holdings(who, await joinedParts(parts));
