import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import * as z from "zod";
import { requireRole } from "../../../../lib/sign-in/actor";
import { entryOf } from "../../../../lib/steps/ask/entry";
import { receiptMinutes } from "../../../../lib/steps/ask/reference";
import { Actions, ButtonLink } from "../../../_components/button";
import { Facts } from "../../../_components/facts";
import { Page } from "../../../_components/page";
import { dates } from "../../_parts/dates";
import { Reference } from "../../_parts/reference";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.entered"))("title") };
}

const shown = { minutes: receiptMinutes };

/** What was just taken in: by when it is due, its references, and the receipt code to pass on. */
export default async function EnteredPage({ params }: { params: Promise<{ entry: string }> }) {
  const who = await requireRole("reviewer", "dpo");
  const id = z.uuid().safeParse((await params).entry);
  const entry = id.success ? await entryOf(who, id.data) : null;
  const [first] = entry?.requests ?? [];
  if (!entry || !first) notFound();
  const [t, law, { long }] = [await getTranslations("desk.entered"), await getTranslations("law"), await dates()];
  const { requests, receiptCode, answerBy } = entry;
  return (
    <Page area="desk" current="/desk/intake">
      <h1>{t("headline", { due: long(first.dueOn) })}</h1>
      <p className="lead">{t(`lead.${answerBy}`)}</p>
      <Facts
        lines={[
          ...requests.map(({ reference, right }): [string, React.ReactNode] => [
            law(`rights.${right}`),
            <Reference key={reference} of={reference} href={`/desk/requests/${reference}`} />,
          ]),
          [t("code"), receiptCode ? <b className="mono">{receiptCode}</b> : t("code-gone", shown)],
        ]}
      />
      {receiptCode && <p>{t("code-why", shown)}</p>}
      <Actions>
        <ButtonLink href={`/desk/requests/${first.reference}`}>{t("next")}</ButtonLink>
        <ButtonLink look="quiet" href="/desk/intake">
          {t("another")}
        </ButtonLink>
      </Actions>
    </Page>
  );
}
