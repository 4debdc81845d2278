import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { requireRole } from "../../../../lib/sign-in/actor";
import { deskRequest } from "../../../../lib/queries/desk/request";
import { Chip } from "../../../_components/chip";
import { Page } from "../../../_components/page";
import { Files } from "../../_parts/files";
import { Letters } from "../../_parts/letters";
import { Outcome } from "../../_parts/outcome";
import { PlanSection } from "../../_parts/plan-section";
import { Rail } from "../../_parts/rail";
import { Recipients } from "../../_parts/recipients";
import { spacedReference } from "../../_parts/reference";
import { SurgeBanner } from "../../_parts/surge-banner";
import { Timeline } from "../../_parts/timeline";
import { stateTone } from "../../_parts/tones";
import { WhenItGoes } from "../../_parts/when-it-goes";

type Props = { params: Promise<{ reference: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: spacedReference((await params).reference) };
}

/** One request: the plan at the left, the facts at the right, one filled button. */
export default async function DeskRequestPage({ params }: Props) {
  const who = await requireRole("reviewer", "dpo");
  const request = await deskRequest(who, (await params).reference);
  if (!request) notFound();
  const [t, law] = [await getTranslations("desk.request"), await getTranslations("law")];
  const queue = await getTranslations("desk.queue");
  const locale = await getLocale();
  const { waitsFor, state } = request;
  const waits =
    waitsFor === "dpo" || waitsFor === "second" ? queue(`waits.${waitsFor}`) : waitsFor && law(`waits.${waitsFor}`);
  return (
    <Page area="desk" current="/desk">
      <p className="meta">
        <a href="/desk">{t("queue")}</a> / {law(`rights.${request.right}`)} ({law(`articles.${request.right}`)})
      </p>
      <h1>
        <span className="mono">{spacedReference(request.reference)}</span>{" "}
        <Chip tone={stateTone[state]}>{law(`states.${state}`)}</Chip>
        {waits && !request.closedAt && (
          <span className="meta font-normal tracking-normal"> {t("waits", { for: waits })}</span>
        )}
      </h1>
      <SurgeBanner surge={request.surge} />
      <ul className="jumps mb-6 desk:hidden print:hidden">
        <li>
          <a href="#facts">{t("facts")}</a>
        </li>
        <li>
          <a href="#happened">{t("happened")}</a>
        </li>
      </ul>
      <div className="desk">
        <div>
          <PlanSection who={who} request={request} />
          <Outcome request={request} />
          <WhenItGoes request={request} />
          <Recipients request={request} locale={locale} />
          <Files request={request} />
          <Letters request={request} />
          <section aria-labelledby="happened">
            <h2 id="happened">{t("happened")}</h2>
            <Timeline events={request.events} ahead={t.has(`ahead.${state}`) ? t(`ahead.${state}`) : null} />
          </section>
        </div>
        <Rail who={who} request={request} />
      </div>
    </Page>
  );
}
