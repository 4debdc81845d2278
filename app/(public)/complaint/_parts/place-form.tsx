import { getLocale, getTranslations } from "next-intl/server";
import { languageOf } from "../../../../i18n/language";
import { countriesOf, laenderOf } from "../../../../lib/gdpr/authorities";
import { elsewhere } from "../../../../lib/gdpr/complaint";
import styles from "./place-form.module.css";

/** Country, and for Germany the Land: a plain GET form. Where styles can tell, the Land is asked of Germany alone. */
export async function PlaceForm({ country, land }: { country: string | null; land: string | null }) {
  const t = await getTranslations("shell.complaint");
  const language = languageOf(await getLocale());
  return (
    <form method="get" action="/complaint#yours" className={styles.form}>
      <div className="field">
        <label htmlFor="country">{t("country")}</label>
        <select id="country" name="country" className="input" defaultValue={country ?? ""}>
          <option value="">{t("country-choose")}</option>
          {countriesOf(language).map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
          <option value={elsewhere}>{t("country-other")}</option>
        </select>
      </div>
      <div className={`field ${styles.land}`}>
        <label htmlFor="land">{t("land")}</label>
        <div className="hint" id="land-hint">
          {t("land-hint")}
        </div>
        <select id="land" name="land" className="input" defaultValue={land ?? ""} aria-describedby="land-hint">
          <option value="">{t("land-choose")}</option>
          {laenderOf(language).map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" className="button">
        {t("show")}
      </button>
    </form>
  );
}
