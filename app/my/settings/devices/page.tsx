import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { contacts } from "../../../../lib/queries/my/contacts";
import { freshness } from "../../../../lib/queries/my/fresh";
import { ownSessions, provedLately, type OwnSession } from "../../../../lib/sign-in/own-sessions";
import { ActionForm } from "../../../_components/action-form";
import { Actions, Button, ButtonLink } from "../../../_components/button";
import { Chip } from "../../../_components/chip";
import { ErrorSummary } from "../../../_components/error-summary";
import { Hidden } from "../../../_components/hidden";
import { Note } from "../../../_components/note";
import { Page } from "../../../_components/page";
import { reader } from "../../_parts/reader";
import { writtenInstant, type Locale } from "../../_parts/written";
import { Back } from "../_parts/back";
import { endOtherSessionsAction, endSessionAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my.settings"))("devices") };
}

/** Where the person is signed in, this device first; one press ends one of the others, or all of them. */
export default async function Devices() {
  const who = await reader();
  const sessions = await ownSessions(who);
  const others = sessions.filter(({ here }) => !here);
  const mayEnd = provedLately(who);
  const t = await getTranslations("my.settings");
  const problems = await getTranslations("shell.problems");
  const at = { locale: who.language, zone: contacts(who).zone };
  return (
    <Page area="my" current="/my/settings">
      <Back />
      <h1>{t("devices-headline", { count: sessions.length })}</h1>
      {others.length > 0 && <p className="lead">{t("devices-lead")}</p>}
      {others.length > 0 && !mayEnd && <Again door={who.door} minutes={freshness(who).minutes} />}
      <ul className="answer">
        {sessions.map((session) => (
          <Device key={session.code} session={session} mayEnd={mayEnd} {...at} />
        ))}
      </ul>
      {others.length > 0 && mayEnd && (
        <ActionForm action={endOtherSessionsAction} label={t("devices-end-all")}>
          <ErrorSummary title={problems("title")} />
          <Hidden values={{ which: "others" }} />
          <Actions>
            <Button look="quiet">{t("devices-end-all")}</Button>
          </Actions>
        </ActionForm>
      )}
      <p className="meta">{t("devices-known")}</p>
    </Page>
  );
}

/** Whoever ends other sessions has to be the person, not somebody at a screen that was left open. */
async function Again({ door, minutes }: { door: "oidc" | "link" | null; minutes: number }) {
  const t = await getTranslations("my.settings");
  const here = "/my/settings/devices";
  return (
    <Note>
      <p>{t("devices-fresh", { minutes })}</p>
      <ButtonLink look="quiet" href={door === "link" ? `/sign-in/link?to=${here}` : `/sign-in?fresh=1&to=${here}`}>
        {t("sign-in-again")}
      </ButtonLink>
    </Note>
  );
}

type Shown = { session: OwnSession; mayEnd: boolean; locale: Locale; zone: string };

async function Device({ session, mayEnd, locale, zone }: Shown) {
  const t = await getTranslations("my.settings");
  const problems = await getTranslations("shell.problems");
  const { code, browser, handheld, since, seenAt, here } = session;
  const name = t("device", { browser: t(`browsers.${browser}`), handheld: handheld ? "yes" : "no" });
  const times = { since: writtenInstant(locale, since, zone), seen: writtenInstant(locale, seenAt, zone) };
  return (
    <li>
      <span>
        <b>{name}</b>
        <span className="why">{t(here ? "device-times-here" : "device-times", times)}</span>
      </span>
      <span className="when">
        {here && <Chip tone="done">{t("device-here")}</Chip>}
        {!here && mayEnd && (
          <ActionForm action={endSessionAction} label={t("device-end-one", { name, seen: times.seen })}>
            <ErrorSummary title={problems("title")} />
            <Hidden values={{ code }} />
            <Button look="quiet">{t("device-end")}</Button>
          </ActionForm>
        )}
      </span>
    </li>
  );
}
