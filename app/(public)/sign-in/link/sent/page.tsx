import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "../../../../_components/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shell.link"))("sent-title") };
}

/** The same page for every address. */
export default async function Sent() {
  const t = await getTranslations("shell.link");
  return (
    <Page area="public">
      <h1>{t("sent-title")}</h1>
      <p className="lead">{t("sent")}</p>
      <p>{t("sent-again")}</p>
      <p>
        <a href="/sign-in/link">{t("again")}</a>
      </p>
    </Page>
  );
}
