import { getTranslations } from "next-intl/server";
import { numbers, planTotal, type Numbers, type Outcome as Ran } from "../../../lib/gdpr/numbers";
import type { Plan } from "../../../lib/gdpr/plan-value";
import type { DeskRequest, Line } from "../../../lib/queries/desk/request";
import { Facts } from "../../_components/facts";

/** What came of the plan, in numbers that add up to it. */
export async function Outcome({ request }: { request: DeskRequest }) {
  if (!["fulfilled", "delivered"].includes(request.state)) return null;
  const [t, law] = [await getTranslations("desk.outcome"), await getTranslations("law")];
  const plan = planOf(request);
  const later = request.searches.reduce((sum, { later }) => sum + (later ?? 0), 0);
  const { arrivedLater, ...sum } = numbers(plan, request.decisions.map(outcomeOf), later);
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
        {t("total", { total: planTotal(plan) })} {arrivedLater > 0 && t("later", { count: arrivedLater })}
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

/** What was handed out has no list of its own: all of it is in the copy. */
function outcomeOf({ action, count, finishedOn, done, gone, held, leftOver }: Line): Ran | null {
  if (action === "export" && count !== null) return { done: count, gone: 0, held: 0, left: 0 };
  return finishedOn ? { done, gone, held, left: leftOver ?? 0 } : null;
}
