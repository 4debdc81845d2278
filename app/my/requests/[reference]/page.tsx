import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { dayIn } from "../../../../lib/gdpr/day";
import { myRequest, type RequestView } from "../../../../lib/queries/my/request";
import { Page } from "../../../_components/page";
import { DueWhy } from "../../_parts/due-why";
import { GoingRibbon } from "../../_parts/going-ribbon";
import { reader } from "../../_parts/reader";
import { rightKey } from "../../_parts/right-key";
import type { Starts } from "../../_parts/ribbon-rows";
import { written } from "../../_parts/written";
import { AlsoGood } from "./_parts/also-good";
import { Answer } from "./_parts/answer";
import { Disagree } from "./_parts/disagree";
import { Download } from "./_parts/download";
import { Ended } from "./_parts/ended";
import { headline, lead } from "./_parts/headline";
import { Later } from "./_parts/later";
import { Letters } from "./_parts/letters";
import { Messages } from "./_parts/messages";
import { Pause } from "./_parts/pause";
import { Proof } from "./_parts/proof";
import { Recipients } from "./_parts/recipients";
import { Sent } from "./_parts/sent";
import { Since } from "./_parts/since";
import { Timeline } from "./_parts/timeline";
import { WhatYouCanDo } from "./_parts/what-you-can-do";

type Props = { params: Promise<{ reference: string }>; searchParams: Promise<{ download?: string; proof?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.request"))("title") };
}

/** What is foreseen begins when the undo time is over, or after the copy. */
function startsOf({ phase, undoUntil, zone }: RequestView): Starts {
  if (phase === "undo" && undoUntil) return dayIn(zone, undoUntil);
  if (phase === "copy-first") return "copy";
  return phase === "checking" ? "checked" : null;
}

/** One request of the person: the answer is the headline, the reasons stand below it. */
export default async function RequestPage({ params, searchParams }: Props) {
  const who = await reader();
  const { reference } = await params;
  const request = await myRequest(who, reference);
  if (!request) notFound();
  const { download, proof } = await searchParams;
  const t = await getTranslations("my");
  const locale = who.language;
  const { right, follows, due, closedOn, outcome, phase } = request;
  return (
    <Page area="my" current="/my">
      <p className="meta mono">
        {follows ? t("overview.follows", { request: t(`rights.${follows}`) }) : t(rightKey(request))} ·{" "}
        <span className="whitespace-nowrap">{reference}</span> ·{" "}
        {t("overview.received", { date: written(locale, due.received) })}
        {closedOn &&
          ` · ${t(request.rest ? "overview.answered" : "overview.closed", { date: written(locale, closedOn) })}`}
      </p>
      <h1>{await headline(request, locale)}</h1>
      {request.followsUp && (
        <p>
          {t.rich(request.takesUp ? `request.takes-up.${request.takesUp}` : "request.follows-up", {
            right: follows ?? right,
            a: (words) => <a href={`/my/requests/${request.followsUp}`}>{words}</a>,
          })}
        </p>
      )}
      {request.takenUpBy.map(({ reference: by, as }) => (
        <p key={by}>{t.rich(`request.taken-up.${as}`, { a: (words) => <a href={`/my/requests/${by}`}>{words}</a> })}</p>
      ))}
      <p className="lead">{await lead(request, locale)}</p>
      <Download request={request} who={who} problem={download ?? null} />
      <Sent request={request} locale={locale} />
      <WhatYouCanDo request={request} />
      {request.reminders > 0 && <p>{t("request.reminders", { count: request.reminders })}</p>}
      <Pause request={request} locale={locale} />
      <Ended request={request} locale={locale} />
      {outcome && right === "erasure" && (
        <GoingRibbon lines={outcome.lines} today={request.today} starts={startsOf(request)} locale={locale} />
      )}
      {outcome && <Answer request={request} outcome={outcome} locale={locale} />}
      <Later request={request} />
      <Since request={request} locale={locale} />
      <Recipients request={request} locale={locale} />
      <AlsoGood request={request} locale={locale} />
      {phase !== "cancelled" && (
        <>
          <h2>{t("request.when")}</h2>
          <DueWhy
            due={due}
            locale={locale}
            answered={closedOn !== null}
            late={closedOn === null && due.due < request.today}
          />
        </>
      )}
      <h2>{t("request.so-far")}</h2>
      <Timeline request={request} locale={locale} />
      <Messages who={who} request={request} />
      <Letters request={request} locale={locale} />
      <Proof request={request} locale={locale} problem={proof ?? null} />
      <Disagree who={who} />
    </Page>
  );
}
