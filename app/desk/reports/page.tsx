import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { has } from "../../../lib/actor";
import { reportFigures, type Figures } from "../../../lib/queries/reports/figures";
import { askedPeriod, periodAddress } from "../../../lib/queries/reports/period";
import { requireRole } from "../../../lib/sign-in/actor";
import { Facts } from "../../_components/facts";
import { Page } from "../../_components/page";
import { Days, Months, Rights } from "./_parts/answers";
import { numbers } from "./_parts/numbers";
import { ChoosePeriod } from "./_parts/period";
import { LateDuties, LateRefusals, Overdue, SystemFailures } from "./_parts/troubles";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.reports"))("title") };
}

/** How requests were answered in a period, and what is overdue now: drawn, in tables, and for a spreadsheet. */
export default async function Reports({ searchParams }: Props) {
  const who = await requireRole("reviewer", "dpo", "legal");
  const asked = askedPeriod(await searchParams);
  const figures = await reportFigures(who, asked);
  if (!figures) notFound();
  const t = await getTranslations("desk.reports");
  const base = has(who, "reviewer", "dpo") ? "/desk/requests" : "/evidence";
  return (
    <Page area="desk" current="/desk/reports">
      <h1>{t("title")}</h1>
      <Answer figures={figures} />
      <ul className="plain list-none ps-0 print:hidden">
        <li>
          <a href={periodAddress("/desk/reports/authority", figures)}>{t("to-authority")}</a>
        </li>
        <li>
          <a href="/desk/reports/record">{t("to-record")}</a>
        </li>
      </ul>
      <ChoosePeriod path="/desk/reports" today={figures.today} period={figures} unclear={asked.unclear} />
      <Summary figures={figures} />
      <Overdue figures={figures} base={base} />
      <LateRefusals figures={figures} base={base} />
      <Months figures={figures} />
      <Rights figures={figures} />
      <Days figures={figures} />
      <SystemFailures figures={figures} />
      <LateDuties figures={figures} base={base} />
      <details>
        <summary>{t("how.title")}</summary>
        <ul className="plain">
          {(["received", "answered", "on-time", "refused", "extended", "days", "failures", "now"] as const).map(
            (key) => (
              <li key={key}>{t(`how.${key}`)}</li>
            ),
          )}
        </ul>
      </details>
    </Page>
  );
}

/** So what? Before the numbers. */
async function Answer({ figures }: { figures: Figures }) {
  const [t, { share }] = [await getTranslations("desk.reports"), await numbers()];
  const { onTime, late } = figures.total;
  const answered = onTime + late;
  return (
    <p className="lead">
      {t("lead", { answered, onTime, share: share(onTime, answered) })}{" "}
      {figures.overdue > 0 ? (
        <strong className="text-gone">{t("overdue-now", { count: figures.overdue })}</strong>
      ) : (
        t("overdue-now", { count: 0 })
      )}
    </p>
  );
}

async function Summary({ figures }: { figures: Figures }) {
  const [t, { count, median }] = [await getTranslations("desk.reports"), await numbers()];
  const { total, open } = figures;
  const named = (name: keyof typeof total): [string, string] => [t(`counts.${name}`), count(total[name] ?? 0)];
  return (
    <Facts
      lines={[
        named("received"),
        named("closed"),
        [t("counts.onTime"), t("on-time", { count: total.onTime, extension: total.inExtension })],
        named("late"),
        total.unsettled > 0 ? named("unsettled") : null,
        named("extended"),
        named("refused"),
        named("cancelled"),
        named("notIdentified"),
        [t("counts.median"), median(total.median)],
        [t("open-now"), count(open)],
      ]}
    />
  );
}
