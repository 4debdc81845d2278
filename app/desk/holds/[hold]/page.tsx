import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import * as z from "zod";
import type { Language } from "../../../../lib/gdpr/language";
import { deskHold } from "../../../../lib/queries/desk/holds";
import { categoryWords, type Words } from "../../../../lib/queries/desk/words";
import { requireRole } from "../../../../lib/sign-in/actor";
import { Facts } from "../../../_components/facts";
import { Page } from "../../../_components/page";
import { handsOf } from "../../_parts/person-name";
import { Reference } from "../../_parts/reference";
import { StepForm } from "../../_parts/step-form";
import { releaseAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.release"))("title") };
}

/** One hold and the button that releases it. */
export default async function ReleasePage({ params }: { params: Promise<{ hold: string }> }) {
  const who = await requireRole("reviewer", "dpo");
  const id = z.uuid().safeParse((await params).hold);
  const hold = id.success ? await deskHold(who, id.data) : null;
  if (!hold) notFound();
  const [t, law] = [await getTranslations("desk.release"), await getTranslations("law")];
  const hands = await getTranslations("desk.queue");
  const locale = (await getLocale()) as Language;
  const scopeOf = ({ category, number }: typeof hold) => {
    if (!category) return t("everything");
    const words = categoryWords(category)[locale];
    return number ? t("one", { category: words, number }) : words;
  };
  return (
    <Page area="desk" current="/desk/holds">
      <p className="meta">
        <a href="/desk/holds">{t("holds")}</a>
      </p>
      <h1>{t(hold.released ? "released" : "title")}</h1>
      <Facts
        lines={[
          hold.reference ? [t("request"), <Reference key="request" of={hold.reference} />] : null,
          [t("kind"), law(`holds.${hold.kind}`)],
          [t("scope"), scopeOf(hold)],
          [t("reason"), hold.reason],
          [
            t("placed"),
            <span key="placed" className="mono">
              {hold.placedOn}
            </span>,
          ],
          [
            t("review"),
            <span key="review" className="mono">
              {hold.reviewOn}
            </span>,
          ],
          [t("by"), handsOf(hold.owner, { me: who.person ?? "", colleagues: hold.people, t: hands })],
        ]}
      />
      {!hold.released && hold.cannotTell.length > 0 && (
        <p>{t("elsewhere", { systems: listed(hold.cannotTell, locale) })}</p>
      )}
      {!hold.released && hold.matter && (
        <p>
          {t("of-matter")} <a href={`/desk/matters/${hold.matter}`}>{t("to-matter")}</a>
        </p>
      )}
      {!hold.released && !hold.matter && (
        <StepForm
          action={releaseAction}
          values={{ hold: hold.id }}
          button={t("button")}
          back={{ href: "/desk/holds", label: t("back") }}
        >
          <p>{t("what")}</p>
        </StepForm>
      )}
    </Page>
  );
}

const listed = (words: readonly Words[], locale: Language): string =>
  new Intl.ListFormat(locale, { type: "conjunction" }).format(words.map((one) => one[locale]));
