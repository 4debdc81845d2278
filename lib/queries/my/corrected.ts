/** Art. 16: which fields a correction is about, by their names; values are in no answer. */
import type { Tx } from "../../db";
import type { Language } from "../../gdpr/language";
import type { Sealed } from "../../gdpr/wish";
import type { Policy } from "../../policy/schema";
import { fieldLabels } from "../../policy/table-of";
import { openDrawer, requestKey } from "../../seal/request-key";

/** Names of the fields by category, in the reader's language. */
export type CorrectedFields = Readonly<Record<string, readonly string[]>>;

type Row = { id: string; right: string; shreddedAt: Date | null };

/** Empty for every other right, and when the request's file was shredded. */
export async function correctedFields(tx: Tx, row: Row, own: Policy, language: Language): Promise<CorrectedFields> {
  if (row.right !== "rectification" || row.shreddedAt) return {};
  const drawer = await tx.drawer.findFirst({
    where: { request: row.id, kind: { in: ["wish", "wish reduced"] } },
    select: { id: true },
    orderBy: { madeAt: "asc" },
  });
  if (!drawer) return {};
  const { corrections = [] } = await openDrawer<Sealed>(tx, await requestKey(tx, row.id), drawer.id);
  const fields: Record<string, string[]> = {};
  for (const one of corrections)
    fields[one.category] = [...new Set([...(fields[one.category] ?? []), ...fieldLabels(own, one, language)])];
  return fields;
}
