import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import * as z from "zod";
import { has, type Actor } from "../../../../lib/actor";
import { oneMatter, type Matter } from "../../../../lib/queries/desk/matters";
import { requireRole } from "../../../../lib/sign-in/actor";
import { entryOf } from "../../../../lib/steps/ask/entry";
import { receiptMinutes } from "../../../../lib/steps/ask/reference";
import { Chip } from "../../../_components/chip";
import { Facts } from "../../../_components/facts";
import { Note } from "../../../_components/note";
import { Page } from "../../../_components/page";
import { dates } from "../../_parts/dates";
import { handsOf } from "../../_parts/person-name";
import { Quoted } from "../../_parts/sealed-file";
import { Close, Link, Order } from "./_parts/acts";
import { Requests } from "./_parts/requests";

type Props = { params: Promise<{ matter: string }>; searchParams: Promise<{ entered?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.matter"))("title") };
}

/** One matter: who wrote and by when they want an answer, its requests and what it holds of them, its end. */
export default async function MatterPage({ params, searchParams }: Props) {
  const who = await requireRole("reviewer", "dpo", "legal");
  const id = z.uuid().safeParse((await params).matter);
  const matter = id.success ? await oneMatter(who, id.data) : null;
  if (!matter) notFound();
  const [t, law] = [await getTranslations("desk.matter"), await getTranslations("law")];
  const { entered } = await searchParams;
  return (
    <Page area="desk" current="/desk/matters">
      <p className="meta">
        <a href="/desk/matters">{t("all")}</a> / {law(`matters.${matter.kind}`)}
      </p>
      <h1 className="wrap-anywhere">
        {matter.sender}{" "}
        <Chip tone={matter.closedOn ? "done" : "lock"}>{t(matter.closedOn ? "is-closed" : "is-open")}</Chip>
      </h1>
      <Entered who={who} of={entered} />
      <Letter who={who} matter={matter} />
      <Requests matter={matter} base={has(who, "reviewer", "dpo") ? "/desk/requests" : "/evidence"} />
      {matter.acts && (
        <>
          <Link matter={matter} />
          <Order matter={matter} />
          <Close matter={matter} />
        </>
      )}
    </Page>
  );
}

const shown = { minutes: receiptMinutes };

/** What was just taken in from an order: when it is due, and the receipt code to pass on. */
async function Entered({ who, of }: { who: Actor; of: string | string[] | undefined }) {
  const id = z.uuid().safeParse(of);
  const entry = id.success ? await entryOf(who, id.data) : null;
  const [first] = entry?.requests ?? [];
  if (!entry || !first) return null;
  const [t, { long }] = [await getTranslations("desk.entered"), await dates()];
  const { receiptCode } = entry;
  return (
    <Note>
      <p>
        {t("headline", { due: long(first.dueOn) })} {t(`lead.${entry.answerBy}`)}
      </p>
      <p>
        {t("code")}: {receiptCode ? <b className="mono">{receiptCode}</b> : t("code-gone", shown)}
      </p>
      {receiptCode && <p>{t("code-why", shown)}</p>}
    </Note>
  );
}

/** What came, and by when it is answered. */
async function Letter({ who, matter }: { who: Actor; matter: Matter }) {
  const [t, hands] = [await getTranslations("desk.matter"), await getTranslations("desk.queue")];
  const { fileNumber, deadline, late, reviewOn, reviewLate, openedOn, openedBy, people, closedOn, ended } = matter;
  const owner = handsOf(openedBy, { me: who.person ?? "", colleagues: people, t: hands });
  const day = (on: string, isLate: boolean) => (
    <span className="mono">{isLate ? <strong className="text-gone">{t("overdue", { on })}</strong> : on}</span>
  );
  return (
    <>
      <Facts
        lines={[
          fileNumber ? [t("file-number"), fileNumber] : null,
          [t("deadline"), deadline ? day(deadline, late) : t("no-deadline")],
          [t("opened"), t("opened-by", { on: openedOn, who: owner })],
          closedOn ? [t("closed"), day(closedOn, false)] : [t("review"), day(reviewOn, reviewLate)],
        ]}
      />
      <h2>{t("summary")}</h2>
      <Quoted text={matter.summary} />
      {ended && (
        <>
          <h2>{t("ended")}</h2>
          <Quoted text={ended} />
        </>
      )}
    </>
  );
}
