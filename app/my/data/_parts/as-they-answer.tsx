import { getTranslations } from "next-intl/server";
import { Suspense, type ReactNode } from "react";
import { holdings } from "../../../../lib/queries/my/holdings";
import { askedTogether, type PartOfHoldings } from "../../../../lib/queries/my/parts-of-holdings";
import type { Actor } from "../../../../lib/actor";
import { joinedParts, type PreviewInParts } from "../../../../lib/steps/ask/preview";
import type { Locale } from "../../_parts/written";
import { Elsewhere } from "./elsewhere";
import { Goes } from "./goes";
import { Kind } from "./kind";

type Reader = Actor & { language: Locale };

/**
 * The same page while systems are still being asked: each shows itself when it answers, and what needs all of them comes last, so
 * that nothing moves that somebody reads. Without a script a browser waits for the whole page instead.
 */
export async function AsTheyAnswer({ who, parts }: Shown) {
  const t = await getTranslations("my.data");
  const together = askedTogether(who.language);
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
            {name}: <Later wait={t("asking")}>{answered(parts, id, t)}</Later>
          </li>
        ))}
      </ul>
      {together.parts.map(({ sources, categories }) => (
        <Later key={sources.join(" ")} wait={null}>
          <Kinds who={who} parts={parts} sources={sources} categories={categories} />
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

async function answered(parts: PreviewInParts, source: string, t: (key: string) => string): Promise<string> {
  const { unreachable } = await joinedParts(parts, [source]);
  return t(unreachable.length > 0 ? "not-answering" : "answered");
}

async function Kinds({ who, parts, sources, categories }: Shown & PartOfHoldings) {
  const { held } = holdings(who, await joinedParts(parts, sources));
  return held
    .filter(({ category }) => categories.includes(category))
    .map((holding) => <Kind key={holding.category} holding={holding} locale={who.language} />);
}

async function End({ who, parts }: Shown) {
  const all = holdings(who, await joinedParts(parts));
  return (
    <>
      {all.held.length > 0 && <Goes found={all} locale={who.language} />}
      <Elsewhere found={all} locale={who.language} />
    </>
  );
}

type Shown = { who: Reader; parts: PreviewInParts };
