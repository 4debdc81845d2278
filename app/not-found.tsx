import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "./_components/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shell.not-found"))("title") };
}

/** The one answer to what does not exist and to what is somebody else's. */
export default async function NotFound() {
  const t = await getTranslations("shell.not-found");
  return (
    <Page area="public">
      <h1>{t("title")}</h1>
      <p>{t("why")}</p>
      <p>
        <a href="/my">{t("my")}</a>
      </p>
    </Page>
  );
}
