import { getTranslations } from "next-intl/server";

/** The way back to all settings. */
export async function Back() {
  const t = await getTranslations("my.settings");
  return (
    <p className="meta">
      <a href="/my/settings">{t("back")}</a>
    </p>
  );
}
