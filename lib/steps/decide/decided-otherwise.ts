/** Art. 18: which categories of a pause stay in use, and which are paused as well, as a reviewer decided otherwise about its plan. */
import type { Tx } from "../../db";
import type { Loaded } from "../load";

/**
 * Categories of the current plan that stay in use as a reviewer decided, and those that are paused as well. One of which another
 * line is paused or asked about stays paused as a whole: the registry knows no systems.
 */
export async function decidedOtherwise(tx: Tx, { id, planNo }: Pick<Loaded, "id" | "planNo">) {
  const rows = await tx.decision.findMany({ where: { request: id, planNo }, orderBy: { idx: "asc" } });
  const still = new Set(
    rows.flatMap(({ action, count, category }) => (action !== "keep" && count !== 0 ? category : [])),
  );
  const turned = rows.filter(({ overridden }) => overridden);
  const used = turned.filter(({ action, category }) => action === "keep" && !still.has(category));
  const paused = turned.filter(({ action }) => action === "restrict");
  return {
    used: [...new Set(used.map(({ category }) => category))],
    paused: [...new Map(paused.map((row) => [row.category, row])).values()],
  };
}
