/** Which requests the address of the page means: ticked ones, or a view of the queue. References and filters, nothing of a person. */
import { reference } from "../../../../lib/gdpr/facts";
import { queueQuery, queueView, type QueueView } from "../../../../lib/queries/desk/queue-view";

export type Query = Record<string, string | string[] | undefined>;
export type Chosen = { ticked: string[] } | { view: QueueView };

/** A page of the queue has fewer rows. */
export const mostTicked = 100;

/** Read strictly; a view is always one of open requests, from its beginning to its end. */
export function chosenIn(query: Query): Chosen {
  // The queue's form always says whom the ticked ones would go to, also when none is ticked.
  const isTicked = [query.request, query.ticked, query.to].some((one) => one !== undefined);
  if (isTicked) return { ticked: references(query.request) };
  return { view: queueView({ ...query, show: "open", after: undefined, before: undefined }) };
}

/** A tick of the queue says the reference, a dot, and who has it in hand. */
function references(given: string | string[] | undefined): string[] {
  const all = [given ?? []].flat().map((one) => one.split(".", 1)[0] ?? "");
  return [...new Set(all.filter((one) => reference.safeParse(one).success))].slice(0, mostTicked);
}

/** The same choice as a query, nothing else in it. */
export function queryOf(chosen: Chosen): string {
  if ("view" in chosen) return queueQuery(chosen.view);
  if (chosen.ticked.length === 0) return "ticked=none";
  return new URLSearchParams(chosen.ticked.map((one) => ["request", one])).toString();
}
