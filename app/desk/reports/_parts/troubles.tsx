import { getLocale, getTranslations } from "next-intl/server";
import { categoryWords, sourceWords } from "../../../../lib/queries/desk/words";
import { failureKinds, type Figures } from "../../../../lib/queries/reports/figures";
import { Table } from "../../../_components/table";
import { Reference } from "../../_parts/reference";
import { numbers } from "./numbers";
import { AsCsv } from "./period";

/** What the systems of the house and of others failed at. */
export async function SystemFailures({ figures }: { figures: Figures }) {
  const [t, { count, locale }] = [await getTranslations("desk.reports"), await numbers()];
  const { failures, waited } = figures;
  return (
    <section aria-labelledby="failures">
      <h2 id="failures">{t("failures.title")}</h2>
      <p>
        {t("failures.waited", { count: waited })} {failures.length === 0 && t("failures.none")}
      </p>
      {failures.length > 0 && (
        <>
          <Table
            caption={t("failures.title")}
            rows={failures}
            rowKey={({ source }) => source}
            columns={[
              { head: t("system"), names: true, cell: ({ source }) => sourceWords(source)[locale] },
              { head: t("failures.all"), number: true, cell: (row) => count(row.count) },
              ...failureKinds.map((kind) => ({
                head: t(`failures.kinds.${kind}`),
                number: true,
                cell: (row: (typeof failures)[number]) => count(row[kind]),
              })),
            ]}
          />
          <AsCsv table="failures" period={figures} />
        </>
      )}
    </section>
  );
}

/** Art. 12(3): every answer that is overdue now, the latest first. `base` is where the reader opens a request. */
export async function Overdue({ figures, base }: { figures: Figures; base: "/desk/requests" | "/evidence" }) {
  const [t, law, { count }] = [await getTranslations("desk.reports"), await getTranslations("law"), await numbers()];
  const { overdueRows: rows, overdue } = figures;
  return (
    <section aria-labelledby="overdue">
      <h2 id="overdue">{t("overdue.title")}</h2>
      {overdue === 0 && <p>{t("overdue.none")}</p>}
      {overdue > rows.length && <p>{t("more", { count: overdue, shown: rows.length })}</p>}
      {overdue > 0 && (
        <>
          <Table
            caption={t("overdue.title")}
            rows={rows}
            rowKey={({ reference }) => reference}
            columns={[
              {
                head: t("reference"),
                names: true,
                cell: ({ reference: of }) => <Reference of={of} href={`${base}/${of}`} />,
              },
              { head: t("right"), cell: ({ right }) => law(`rights.${right}`) },
              { head: t("state"), cell: ({ state }) => law(`states.${state}`) },
              { head: t("due"), className: "mono whitespace-nowrap", cell: ({ due }) => due },
              { head: t("days-late"), number: true, cell: ({ days }) => count(days) },
            ]}
          />
          <AsCsv table="overdue" period={figures} />
        </>
      )}
    </section>
  );
}

/** Art. 12(4): refusals that went out after month one, the last first. */
export async function LateRefusals({ figures, base }: { figures: Figures; base: "/desk/requests" | "/evidence" }) {
  const [t, law, { count }] = [await getTranslations("desk.reports"), await getTranslations("law"), await numbers()];
  const { lateRefusalRows: rows, lateRefusals: all } = figures;
  return (
    <section aria-labelledby="late-refusals">
      <h2 id="late-refusals">{t("late-refusals.title")}</h2>
      {all === 0 && <p>{t("late-refusals.none")}</p>}
      {all > rows.length && <p>{t("more", { count: all, shown: rows.length })}</p>}
      {all > 0 && (
        <>
          <Table
            caption={t("late-refusals.title")}
            rows={rows}
            rowKey={({ reference, part }) => `${reference} ${part}`}
            columns={[
              {
                head: t("reference"),
                names: true,
                cell: ({ reference: of }) => <Reference of={of} href={`${base}/${of}`} />,
              },
              { head: t("right"), cell: ({ right }) => law(`rights.${right}`) },
              { head: t("late-refusals.what"), cell: ({ part }) => t(`late-refusals.${part}`) },
              { head: t("due"), className: "mono whitespace-nowrap", cell: ({ due }) => due },
              { head: t("days-late"), number: true, cell: ({ days }) => count(days) },
            ]}
          />
          <AsCsv table="late-refusals" period={figures} />
        </>
      )}
    </section>
  );
}

/** Art. 5(1)(e): what should have gone and has not. */
export async function LateDuties({ figures, base }: { figures: Figures; base: "/desk/requests" | "/evidence" }) {
  const [t, law, { count }] = [await getTranslations("desk.reports"), await getTranslations("law"), await numbers()];
  const locale = await getLocale();
  const { lateDutyRows: rows, lateDuties, duties } = figures;
  return (
    <section aria-labelledby="duties">
      <h2 id="duties">{t("duties.title")}</h2>
      <p>{t("duties.period", { due: duties.due, done: duties.done, records: duties.records })}</p>
      <p>{t("duties.late", { count: lateDuties })}</p>
      {lateDuties > rows.length && <p>{t("more", { count: lateDuties, shown: rows.length })}</p>}
      {lateDuties > 0 && (
        <>
          <Table
            caption={t("duties.caption")}
            rows={rows}
            rowKey={({ id }) => id}
            columns={[
              {
                head: t("reference"),
                names: true,
                cell: ({ reference: of }) => <Reference of={of} href={`${base}/${of}`} />,
              },
              { head: t("category"), cell: ({ category }) => categoryWords(category)[locale] },
              { head: t("system"), cell: ({ source }) => sourceWords(source)[locale] },
              { head: t("due"), className: "mono whitespace-nowrap", cell: ({ due }) => due },
              { head: t("days-late"), number: true, cell: ({ days }) => count(days) },
              { head: t("duties.by"), cell: ({ by }) => (by && law.has(`stops.${by}`) ? law(`stops.${by}`) : "–") },
            ]}
          />
          <AsCsv table="duties" period={figures} />
        </>
      )}
    </section>
  );
}
