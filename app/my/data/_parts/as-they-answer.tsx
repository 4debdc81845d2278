import { getTranslations } from "next-intl/server";
import { Suspense, type ReactNode } from "react";
import type { Actor } from "../../../../lib/actor";
import type { Day } from "../../../../lib/gdpr/day";
import { holdings, type Holding } from "../../../../lib/queries/my/holdings";
import { askedTogether } from "../../../../lib/queries/my/parts-of-holdings";
import { inTopics } from "../../../../lib/queries/my/topics";
import { joinedParts, type PreviewInParts } from "../../../../lib/steps/ask/preview";
import { Actions, ButtonLink } from "../../../_components/button";
import { Jumps, Topics } from "../../../_components/topics";
import { Silent } from "../../_parts/silent";
import type { Locale } from "../../_parts/written";
import { Elsewhere } from "./elsewhere";
import { Goes } from "./goes";
import { headline } from "./headline";
import { Kind, KindWithout } from "./kind";

type Reader = Actor & { language: Locale };
type Shown = { who: Reader; parts: PreviewInParts };
/** What the systems of a part said, once each of them has answered or failed to. */
type Answered = Promise<{ today: Day; held: Holding[]; unheard: string[] }>;

/**
 * The same page while systems are still being asked: a line for every kind that they could hold stands from the start, and is filled
 * where it stands, so that nothing moves that somebody reads. What needs all of them comes last. Without a script a browser waits for
 * the whole page instead.
 */
export async function AsTheyAnswer({ who, parts }: Shown) {
  const t = await getTranslations("my.data");
  const together = askedTogether(who.language);
  const kinds = together.parts.flatMap(({ sources, kinds: ofPart }) => {
    const answered = answeredBy(who, parts, sources);
    return ofPart.map((kind) => ({ ...kind, answered }));
  });
  const topics = inTopics(kinds, who.language);
  return (
    <>
      <noscript>
        <meta httpEquiv="refresh" content="0; url=/my/data?whole=yes" />
      </noscript>
      <h1>{t("headline-parts")}</h1>
      <p className="lead">{t("lead-parts")}</p>
      <details>
        <summary>{t("systems", { count: together.systems.length })}</summary>
        <ul className="kinds">
          {together.systems.map(({ id, name }) => (
            <li key={id}>
              <KindWithout label={name} says={<Later wait={t("asking")}>{said(parts, id, t)}</Later>} />
            </li>
          ))}
        </ul>
      </details>
      <Actions>
        <ButtonLink href="/my/new?want=access">{t("copy")}</ButtonLink>
      </Actions>
      <Jumps topics={topics} />
      <Topics
        topics={topics}
        line={({ category, label, answered }) => (
          <Later wait={<KindWithout label={label} says={t("asking")} />}>
            <Line category={category} label={label} answered={answered} locale={who.language} />
          </Later>
        )}
      />
      <Later wait={<p className="meta kinds-end">{t("asking-all")}</p>}>
        <End who={who} parts={parts} />
      </Later>
    </>
  );
}

const Later = ({ wait, children }: { wait: ReactNode; children: ReactNode }) => (
  <Suspense fallback={wait}>{children}</Suspense>
);

async function said(parts: PreviewInParts, source: string, t: (key: string) => string): Promise<string> {
  const { unreachable, inPart } = await joinedParts(parts, [source]);
  return t(unreachable.length + inPart.length > 0 ? "not-answering" : "answered");
}

async function answeredBy(who: Reader, parts: PreviewInParts, sources: readonly string[]): Answered {
  const { today, held, unheard } = holdings(who, await joinedParts(parts, sources));
  return { today, held, unheard };
}

type Asked = { category: string; label: string; answered: Answered; locale: Locale };

async function Line({ category, label, answered, locale }: Asked) {
  const t = await getTranslations("my.data");
  const { today, held, unheard } = await answered;
  const holding = held.find((one) => one.category === category);
  if (holding) return <Kind holding={holding} today={today} locale={locale} />;
  // The same words whether there is nothing or a person must look at it first.
  return <KindWithout label={label} says={t(unheard.includes(category) ? "not-answering" : "nothing-to-show")} />;
}

async function End({ who, parts }: Shown) {
  const all = holdings(who, await joinedParts(parts));
  const { held, silent } = all;
  return (
    <>
      <Silent of="data" systems={silent} locale={who.language} />
      {silent.length === 0 && <p className="lead">{await headline(all, who.language)}</p>}
      {held.length > 0 && <Goes found={all} locale={who.language} />}
      <Elsewhere found={{ ...all, nothing: [] }} locale={who.language} />
    </>
  );
}
