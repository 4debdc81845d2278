import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { holdings, type Holdings } from "../../../lib/queries/my/holdings";
import { inTopics } from "../../../lib/queries/my/topics";
import { joinedParts, joinedWithin, previewInParts } from "../../../lib/steps/ask/preview";
import { Actions, ButtonLink } from "../../_components/button";
import { Page } from "../../_components/page";
import { Jumps, Topics } from "../../_components/topics";
import { reader } from "../_parts/reader";
import { Silent } from "../_parts/silent";
import type { Locale } from "../_parts/written";
import { AsTheyAnswer } from "./_parts/as-they-answer";
import { Elsewhere } from "./_parts/elsewhere";
import { Goes } from "./_parts/goes";
import { headline } from "./_parts/headline";
import { Kind } from "./_parts/kind";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.data"))("title") };
}

/** Milliseconds for which the page waits for every system, before it shows each as it answers. */
const patience = 800;

/**
 * What is held about the person, asked of the systems now: a line for each kind, all else about it one press away. Nothing that a
 * reviewer must see first. `whole` waits for every system, `open` shows everything at once.
 */
export default async function Data({ searchParams }: { searchParams: Promise<{ whole?: string; open?: string }> }) {
  const who = await reader();
  const parts = await previewInParts(who);
  const { whole, open } = await searchParams;
  const soon = whole || open ? await joinedParts(parts) : await joinedWithin(patience, parts);
  return (
    <Page area="my" current="/my/data">
      {soon ? (
        <AtOnce found={holdings(who, soon)} locale={who.language} open={Boolean(open)} />
      ) : (
        <AsTheyAnswer who={who} parts={parts} />
      )}
    </Page>
  );
}

async function AtOnce({ found, locale, open }: { found: Holdings; locale: Locale; open: boolean }) {
  const t = await getTranslations("my.data");
  const topics = inTopics(found.held, locale);
  return (
    <>
      <h1>{await headline(found, locale)}</h1>
      <p className="lead">{t("lead")}</p>
      <Silent of="data" systems={found.silent} locale={locale} />
      <Actions>
        <ButtonLink href="/my/new?want=access">{t("copy")}</ButtonLink>
        {found.held.length > 0 && !open && (
          <ButtonLink href="/my/data?open=all" look="quiet">
            {t("open")}
          </ButtonLink>
        )}
      </Actions>
      <Jumps topics={topics.map(({ id, label, kinds }) => ({ id, label, count: kinds.length }))} />
      <Topics
        topics={topics}
        line={(holding) => <Kind holding={holding} today={found.today} locale={locale} open={open} />}
      />
      {found.held.length > 0 && <Goes found={found} locale={locale} />}
      <Elsewhere found={found} locale={locale} />
    </>
  );
}
