import { getTranslations } from "next-intl/server";
import { controller as whoAnswers } from "../../lib/queries/notice";

/** Who answers for this page and how to reach them (Art. 13(1)(a), (b)). */
export async function SiteFooter() {
  const t = await getTranslations("shell");
  const controller = whoAnswers();
  return (
    <footer className="foot">
      <div>
        <p>
          {controller.name}, {controller.street}, {controller.postcode} {controller.city}
        </p>
        <p>
          {t("footer.dpo")}:{" "}
          <a href={`mailto:${controller.dataProtectionOfficer}`}>{controller.dataProtectionOfficer}</a>
        </p>
        <a href="/privacy">{t("nav.privacy")}</a>
        <a href="/complaint">{t("nav.complaint")}</a>
      </div>
    </footer>
  );
}
