/** What every answer says: labels in the person's language, who does the rest by hand, who is told. */
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { dayIn, type Day } from "../../gdpr/day";
import { mayName } from "../../gdpr/disclosure";
import type { Told } from "../../letters/answer-facts";
import { handDue } from "../carry-out/hand-due";
import type { AnswerLine } from "./answer-of";
import type { Loaded } from "../load";
import { dateOf } from "./send-letter";

type Reader = Pick<Loaded, "language">;

export const labelOf = (category: string, { language }: Reader): string =>
  policy().categories[category]?.label[language] ?? category;

export const systemOf = (source: string, { language }: Reader): string =>
  policy().sources[source]?.label[language] ?? source;

/** Systems that cannot be counted by a program: a person asks them, unless what they may hold is kept by a hold. */
export function notSearched(lines: readonly AnswerLine[], reader: Reader): string[] {
  const ids = lines.filter(({ count, action }) => count === null && action !== "keep").map(({ source }) => source);
  return [...new Set(ids)].map((id) => systemOf(id, reader));
}

/** Recipients who hear of what was changed: by when, or since when it holds there (Art. 19). */
export async function recipientsOf(tx: Tx, { id }: Loaded): Promise<Told[]> {
  const rows = await tx.recipientNotice.findMany({
    // Who cannot be told is not said to be told: the request's page shows why.
    where: { request: id, veiled: false, change: { not: "lifted" }, state: { not: "not-told" } },
    orderBy: { recipient: "asc" },
  });
  const { recipients } = policy();
  return rows.map(({ recipient, dueOn, effectiveOn }) => ({
    name: recipients[recipient]?.name ?? recipient,
    by: dateOf(dueOn),
    ...(effectiveOn && { holdsFrom: dateOf(effectiveOn) }),
  }));
}

/** By when people are through with what they do by hand, null once they are; before there are tasks, the day that these will have at the latest. */
export async function handBy(tx: Tx, request: Loaded, systems: readonly string[]): Promise<Day | null> {
  if (systems.length === 0) return null;
  const rows = await handTasks(tx, request);
  if (rows.length === 0) return dateOf(handDue(request, dayIn(policy().zone, await portalNow(tx))));
  const days = rows.flatMap(({ doneAt, dueOn }) => (doneAt === null ? [dateOf(dueOn)] : [])).toSorted();
  return days.at(-1) ?? null;
}

/** Systems in which a person does the same by hand; of categories that wait for a review nothing is said. */
export async function byHandOf(tx: Tx, request: Loaded): Promise<Told[]> {
  const bySystem = (await handTasks(tx, request)).map(({ source, dueOn }): [string, Told] => [
    source ?? "",
    { name: systemOf(source ?? "", request), by: dateOf(dueOn) },
  ]);
  return [...new Map(bySystem).values()];
}

async function handTasks(tx: Tx, { id, right }: Loaded) {
  const rows = await tx.task.findMany({ where: { request: id, kind: `${right}-by-hand` }, orderBy: { dueOn: "desc" } });
  const { categories } = policy();
  return rows.filter(({ category }) => category === null || mayName(category, { categories }));
}
