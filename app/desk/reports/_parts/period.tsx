import { Fragment } from "react";
import { getTranslations } from "next-intl/server";
import type { Day } from "../../../../lib/gdpr/day";
import { periodAddress, presets, type Period } from "../../../../lib/queries/reports/period";
import { Note } from "../../../_components/note";
import { dates } from "../../_parts/dates";

type Chosen = { path: string; today: Day; period: Period; unclear: boolean };

/** Which period is shown, and the ways to another one: links and two days in a plain form. On paper only what is shown. */
export async function ChoosePeriod({ path, today, period, unclear }: Chosen) {
  const [t, { long }] = [await getTranslations("desk.reports"), await dates()];
  return (
    <>
      {unclear && <Note tone="stay">{t("unclear")}</Note>}
      <p>{t("period", { from: long(period.from), to: long(period.to) })}</p>
      <nav aria-label={t("periods")} className="print:hidden">
        <p className="meta mb-2 max-w-none leading-8">
          {presets(today).map((preset, index) => (
            <Fragment key={preset.key}>
              {index > 0 && " · "}
              {preset.from === period.from && preset.to === period.to ? (
                <strong aria-current="true" className="text-ink">
                  {t(`presets.${preset.key}`)}
                </strong>
              ) : (
                <a href={periodAddress(path, preset)}>{t(`presets.${preset.key}`)}</a>
              )}
            </Fragment>
          ))}
        </p>
      </nav>
      <form action={path} method="get" className="flex flex-wrap items-end gap-3 mb-6 print:hidden">
        {(["from", "to"] as const).map((name) => (
          <div className="field mb-0" key={name}>
            <label htmlFor={name}>{t(name)}</label>
            <input id={name} name={name} type="date" required className="input short" defaultValue={period[name]} />
          </div>
        ))}
        <button type="submit" className="button quiet">
          {t("show")}
        </button>
      </form>
    </>
  );
}

/** Where the table above can be had for a spreadsheet. */
export async function AsCsv({ table, period }: { table: string; period: Period }) {
  const t = await getTranslations("desk.reports");
  return (
    <p className="meta mt-2 print:hidden">
      <a href={periodAddress(`/api/reports?table=${table}`, period)}>{t("csv", { table: t(`tables.${table}`) })}</a>
    </p>
  );
}
