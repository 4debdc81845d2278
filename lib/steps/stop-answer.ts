/** Art. 7(3), 12(3), 21(3): what the answer to an ended use says, from what was recorded about it. */
import { policy } from "../company";
import { portalNow, type Tx } from "../db";
import { addDays, addPeriod, day, dayIn } from "../gdpr/day";
import type { ErasureChoice } from "../gdpr/plan-value";
import { erasableFrom, ruleOf } from "../gdpr/retention";
import type { Loaded } from "./load";
import type { OwnFacts } from "./send-letter";

export async function stopFacts(tx: Tx, request: Loaded): Promise<OwnFacts<"withdrawal">> {
  const { id, language, purposes, receivedAt, right } = request;
  const own = policy();
  const today = dayIn(own.zone, await portalNow(tx));
  const rows = await tx.stopping.findMany({ where: { request: id }, orderBy: { at: "asc" } });
  const tasks = await tx.task.findMany({ where: { request: id, kind: `${right}-by-hand` } });
  const follower = await tx.request.findFirst({ where: { followsUp: id } });
  const system = (source: string) => own.sources[source]?.label[language] ?? source;
  const proved = rows.some(({ purpose, records }) => records > 0 && Object.hasOwn(own.consents, purpose));
  return {
    endedAt: receivedAt,
    zone: own.zone,
    ended: purposes.map((purpose) => (own.consents[purpose] ?? own.purposes[purpose])?.label[language] ?? purpose),
    systems: [...new Map(rows.map(({ source, at }) => [source, { label: system(source), at }])).values()],
    byHand: [
      ...new Map(
        tasks.map((task) => [task.source, { label: system(task.source ?? ""), by: dateOf(task.dueOn) }]),
      ).values(),
    ],
    overlapUntil: purposes.some((purpose) => own.stops.advertising.includes(purpose))
      ? addDays(dayIn(own.zone, receivedAt), own.stops.overlapDays)
      : null,
    followUp: follower && {
      reference: follower.id,
      labels: (follower.choice as ErasureChoice).categories.map((one) => own.categories[one]?.label[language] ?? one),
    },
    proofUntil: proved ? until("consent-proof", today) : null,
    fileUntil: until("request-file", today) ?? addPeriod(today, "P3Y"),
    device: own.stops.consentTool,
  };
}

const dateOf = (date: Date) => day(date.toISOString().slice(0, 10));

function until(category: string, today: string) {
  const { categories, zone, entity } = policy();
  const rule = ruleOf(categories[category]?.rules ?? []);
  const from = rule && erasableFrom(rule, today, { zone, entity });
  return from ? day(from.slice(0, 10)) : null;
}
