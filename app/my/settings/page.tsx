import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { languageName } from "../../../lib/gdpr/language";
import { elsewhere } from "../../../lib/gdpr/complaint";
import { mySettings } from "../../../lib/queries/my/settings";
import { ownSessions } from "../../../lib/sign-in/own-sessions";
import { Note } from "../../_components/note";
import { Page } from "../../_components/page";
import { reader } from "../_parts/reader";
import { written } from "../_parts/written";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.settings"))("title") };
}

const changes = ["language", "contact", "place", "paper", "devices"] as const;
type Props = { searchParams: Promise<{ changed?: string | string[] }> };

/** What the person chose, one line each, with the page where it is changed; above it what has just changed. */
export default async function Settings({ searchParams }: Props) {
  const who = await reader();
  const { changed } = await searchParams;
  const { named, paper, first, contact } = await mySettings(who);
  const sessions = await ownSessions(who);
  const t = await getTranslations("my.settings");
  const told = changes.find((one) => one === changed);
  const place = named === elsewhere ? t("place-elsewhere") : (named?.name ?? t("place-none"));
  return (
    <Page area="my" current="/my/settings">
      {told && (
        <div role="status">
          <Note tone="done">
            <p>{t(`changed.${told}`)}</p>
          </Note>
        </div>
      )}
      <h1>{t("headline")}</h1>
      <ul className="answer">
        <Line name={t("language")} href="/my/settings/language" change={t("change-language")}>
          {languageName(who.language)}
        </Line>
        <Line name={t("contact")} href="/my/settings/contact" change={t("change-contact")}>
          {who.email === null
            ? t("contact-none")
            : t("contact-email", { email: contact.standing === "second" ? (contact.second ?? "") : who.email })}
          {contact.waitsUntil &&
            ` ${t("contact-waits", { email: contact.second ?? "", from: written(who.language, contact.waitsUntil) })}`}
        </Line>
        <Line name={t("paper")} href="/my/settings/paper" change={t("change-paper")}>
          {paper === null ? t("paper-no") : <span className="whitespace-pre-line">{paper}</span>}
        </Line>
        <Line name={t("place")} href="/my/settings/place" change={t("change-place")}>
          {t("place-authority", { place, authority: first.name })}
        </Line>
        <Line name={t("devices")} href="/my/settings/devices" change={t("change-devices")}>
          {t("devices-count", { count: sessions.length })}
        </Line>
      </ul>
      <p className="mt-6">{t.rich("allow", { a: (words) => <a href="/my/consents">{words}</a> })}</p>
      <p className="meta">{t("kept")}</p>
    </Page>
  );
}

type Shown = { name: string; href: string; change: string; children: ReactNode };

function Line({ name, href, change, children }: Shown) {
  return (
    <li>
      <span>
        <b>{name}</b>
        <span className="why">{children}</span>
      </span>
      <span className="when">
        <a className="inline-flex items-center min-h-11" href={href}>
          {change}
        </a>
      </span>
    </li>
  );
}
