import { getTranslations } from "next-intl/server";
import type { Band, Figures } from "../../../../lib/queries/reports/figures";
import { Columns } from "../../../_drawings/columns";
import { Levels } from "../../../_drawings/levels";
import { Table } from "../../../_components/table";
import { CountsTable } from "./counts";
import { numbers } from "./numbers";
import { AsCsv } from "./period";

/** What came and what ended, month by month. */
export async function Months({ figures }: { figures: Figures }) {
  const [t, { month, monthShort, compact }] = [await getTranslations("desk.reports"), await numbers()];
  const { months, total } = figures;
  return (
    <section aria-labelledby="months">
      <h2 id="months">{t("months.title")}</h2>
      <Columns
        description={t("months.drawing")}
        series={[
          { label: t("counts.received"), tone: "hollow" },
          { label: t("counts.closed"), tone: "full" },
        ]}
        groups={months.map((one, index) => ({
          key: one.month,
          label: monthShort(one.month, index === 0),
          values: [one.received, one.closed],
        }))}
        written={compact}
      />
      <CountsTable
        caption={t("months.title")}
        head={t("months.month")}
        rows={[
          ...months.map((one) => ({ ...one, key: one.month, name: month(one.month) })),
          { ...total, key: "total", name: t("total") },
        ]}
      />
      <AsCsv table="months" period={figures} />
    </section>
  );
}

/** How each right was answered. */
export async function Rights({ figures }: { figures: Figures }) {
  const [t, law] = [await getTranslations("desk.reports"), await getTranslations("law")];
  const { rights, total } = figures;
  const name = (right: string) => `${law(`rights.${right}`)} (${law(`articles.${right}`)})`;
  const used = rights.filter(({ received, closed, extended }) => received + closed + extended > 0);
  if (used.length === 0) return null;
  return (
    <section aria-labelledby="rights">
      <h2 id="rights">{t("rights.title")}</h2>
      <Levels
        description={t("rights.drawing")}
        series={[
          { label: t("counts.onTime"), tone: "full" },
          { label: t("counts.late"), tone: "warn" },
          { label: t("rights.rest"), tone: "rest" },
        ]}
        levels={used.map(({ right, onTime, late, unsettled, cancelled, closed }) => ({
          key: right,
          label: name(right),
          values: [onTime, late, unsettled + cancelled],
          words: t("rights.words", { closed, onTime, late }),
        }))}
      />
      <CountsTable
        caption={t("rights.title")}
        head={t("right")}
        rows={[
          ...used.map((one) => ({ ...one, key: one.right, name: name(one.right) })),
          { ...total, key: "total", name: t("total") },
        ]}
      />
      <AsCsv table="rights" period={figures} />
    </section>
  );
}

/** How many days an answer took. */
export async function Days({ figures }: { figures: Figures }) {
  const [t, law, { count, share }] = [
    await getTranslations("desk.reports"),
    await getTranslations("law"),
    await numbers(),
  ];
  const { bands, rights } = figures;
  const all = bands.reduce((sum, band) => sum + band.count, 0);
  if (all === 0) return null;
  const name = ({ from, to }: Band) => t(to === null ? "days.more" : "days.band", { from, to: to ?? 0 });
  const answered = rights.filter(({ right }) => bands.some(({ byRight }) => byRight[right]));
  return (
    <section aria-labelledby="days">
      <h2 id="days">{t("days.title")}</h2>
      <Levels
        description={t("days.drawing")}
        series={[{ label: t("days.answers"), tone: "full" }]}
        levels={bands.map((band) => ({
          key: String(band.from),
          label: name(band),
          values: [band.count],
          words: t("days.words", { count: band.count, share: share(band.count, all) }),
        }))}
      />
      <Table
        caption={t("days.title")}
        rows={bands}
        rowKey={({ from }) => String(from)}
        columns={[
          { head: t("days.head"), names: true, cell: name },
          { head: t("days.answers"), number: true, cell: (band) => count(band.count) },
          ...answered.map(({ right }) => ({
            head: law(`rights.${right}`),
            number: true,
            cell: (band: Band) => count(band.byRight[right] ?? 0),
          })),
        ]}
      />
      <AsCsv table="days" period={figures} />
    </section>
  );
}
