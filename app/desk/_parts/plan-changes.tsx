import { getLocale, getTranslations } from "next-intl/server";
import { planChanges, type PlanChange } from "../../../lib/gdpr/plan-change";
import type { DeskRequest, Former } from "../../../lib/queries/desk/request";
import { categoryWords, sourceWords } from "../../../lib/queries/desk/words";
import { Table } from "../../_components/table";
import { dates } from "./dates";
import { Under } from "./plan-table";
import { basisOf, Verdict } from "./verdict";

/** Before somebody approves a plan that was made anew: why the one before it no longer stands, and what is different in it. */
export async function PlanChanges({ request }: { request: DeskRequest }) {
  const t = await getTranslations("desk.plan");
  const locale = await getLocale();
  const { moment } = await dates();
  const before = formerPlan(request);
  if (!before) return null;
  const { no, madeAt, because } = before;
  const changes = planChanges<Former>(request.previous, request.decisions);
  const why = because === null ? t("changes.because") : t(`because.${t.has(`because.${because}`) ? because : "other"}`);
  return (
    <section aria-labelledby="changes">
      <h3 id="changes">{t("changes.title", { no })}</h3>
      <p>
        {t("changes.lead", { no, when: moment(madeAt), because: why })}{" "}
        {changes.length === 0 && t("changes.nothing", { no })}
      </p>
      {changes.length > 0 && (
        <Table
          caption={t("changes.caption", { no })}
          rows={changes}
          rowKey={({ kind, line }) => JSON.stringify([kind, line])}
          columns={[
            {
              head: `${t("category")} · ${t("source")}`,
              names: true,
              cell: ({ line }) => (
                <Under first={categoryWords(line.category)[locale]}>{sourceWords(line.source)[locale]}</Under>
              ),
            },
            { head: t("changes.what"), cell: (change) => whatOf(change, t) },
            { head: t("changes.was"), cell: (change) => <Said line={lineBefore(change)} /> },
            { head: t("changes.is"), cell: (change) => <Said line={change.kind === "gone" ? null : change.line} /> },
          ]}
        />
      )}
    </section>
  );
}

/** The plan before the one that waits for its approval; null where there is none or nothing waits. */
export function formerPlan({ plans, planNo, state, planHash }: DeskRequest): DeskRequest["plans"][number] | null {
  if (state !== "planned" || planHash === null) return null;
  return plans.find(({ no }) => no === planNo - 1) ?? null;
}

const lineBefore = (change: PlanChange<Former>): Former | null =>
  change.kind === "different" ? change.before : change.kind === "gone" ? change.line : null;

const whatOf = (change: PlanChange<Former>, t: (key: string) => string): string =>
  change.kind === "different"
    ? change.differs.map((one) => t(`changes.differs.${one}`)).join(", ")
    : t(`changes.${change.kind}`);

/** One line of a plan in a cell: the verdict, how many records, until when, on what it rests. */
async function Said({ line }: { line: Former | null }) {
  const [t, law] = [await getTranslations("desk.plan.changes"), await getTranslations("law")];
  const locale = await getLocale();
  if (!line) return t("absent");
  const { count, until } = line;
  const parts = [
    count === null ? t("unknown") : t("line", { count }),
    ...(until === null ? [] : [t("until", { until })]),
    basisOf(law, locale, line),
  ];
  return <Under first={<Verdict line={line} />}>{parts.join(" · ")}</Under>;
}
