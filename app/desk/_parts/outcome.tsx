import { getLocale, getTranslations } from "next-intl/server";
import { numbers, planTotal, type Numbers, type Outcome as Ran } from "../../../lib/gdpr/numbers";
import type { Plan } from "../../../lib/gdpr/plan-value";
import type { DeskRequest, Line } from "../../../lib/queries/desk/request";
import { consentWords, sourceWords } from "../../../lib/queries/desk/words";
import { Facts } from "../../_components/facts";
import { Table } from "../../_components/table";
import { dates } from "./dates";
import { byRegistry } from "./plan-table";

/** What came of it: the numbers of the plan, which add up to it, and where a use has ended. */
export async function Outcome({ request }: { request: DeskRequest }) {
  if (!["fulfilled", "delivered"].includes(request.state)) return null;
  return (
    <>
      {request.planNo > 0 && <InNumbers request={request} />}
      {request.stoppings.length > 0 && <Stopped request={request} />}
    </>
  );
}

/** Where each purpose has ended, and since when. */
async function Stopped({ request: { stoppings } }: { request: DeskRequest }) {
  const [t, { moment }] = [await getTranslations("desk.outcome"), await dates()];
  const locale = await getLocale();
  return (
    <section aria-labelledby="ended-uses">
      <h2 id="ended-uses">{t("ended")}</h2>
      <Table
        caption={t("ended")}
        rows={stoppings}
        rowKey={({ source, purpose }) => `${source} ${purpose}`}
        columns={[
          { head: t("purpose"), names: true, cell: ({ purpose }) => consentWords(purpose)[locale] },
          { head: t("source"), cell: ({ source }) => sourceWords(source)[locale] },
          { head: t("rows"), number: true, cell: ({ records }) => t("count", { value: records }) },
          { head: t("since"), className: "mono whitespace-nowrap", cell: ({ at }) => moment(at) },
        ]}
      />
    </section>
  );
}

async function InNumbers({ request }: { request: DeskRequest }) {
  const [t, law] = [await getTranslations("desk.outcome"), await getTranslations("law")];
  const plan = planOf(request);
  const later = request.searches.reduce((sum, { later }) => sum + (later ?? 0), 0);
  const { arrivedLater, notSearchable, ...sum } = numbers(plan, request.decisions.map(outcomeOf), later);
  const shown = (Object.keys(sum) as (keyof typeof sum)[]).filter((name) => sum[name] > 0);
  const line = (name: keyof Numbers, value: number): [string, string] => [
    law(`numbers.${name}`),
    t("count", { value }),
  ];
  return (
    <section aria-labelledby="outcome">
      <h2 id="outcome">{t("title")}</h2>
      <Facts lines={shown.map((name) => line(name, sum[name]))} />
      <p className="meta">
        {t("total", { total: planTotal(plan) })} {notSearchable > 0 && t("uncounted", { count: notSearchable })}{" "}
        {arrivedLater > 0 && t("later", { count: arrivedLater })}
      </p>
    </section>
  );
}

const planOf = ({ reference, right, plans, decisions }: DeskRequest): Plan => ({
  v: 1,
  request: reference,
  right,
  policy: plans[0]?.policy ?? "",
  decisions,
});

/** What was handed out, or is held by the registry alone, has no list of its own: all of it is done. */
function outcomeOf(line: Line): Ran | null {
  const { action, count, finishedOn, done, gone, held, leftOver } = line;
  if ((action === "export" || byRegistry(line)) && count !== null) return { done: count, gone: 0, held: 0, left: 0 };
  return finishedOn ? { done, gone, held, left: leftOver ?? 0 } : null;
}
