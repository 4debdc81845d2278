/** Art. 12(4), 15(4): what the answer says of records that name others: how many details are blacked out, in which fields, and why. */
import { mayName } from "../../gdpr/disclosure";
import type { Language } from "../../gdpr/language";
import { policy } from "../../company";
import type { Tx } from "../../db";
import { filesField, reasonsIn, redactionNorms, type RedactionReason } from "../../gdpr/redaction";
import { citation } from "../../letters/citation";
import { speaker } from "../../letters/words";
import type { Item } from "../../sources/source";
import { whyWithheldInWords } from "../answer/why-withheld";
import { labelOf } from "../decide/look";
import type { Loaded } from "../load";
import { keptList } from "../plan/closed-list";

/** Details of one kind of records that are blacked out for one reason. */
export type BlackedOut = { category: string; records: number; details: number; fields: string[]; why: string };
export type Withheld = { category: string; count: number; why: string };
type Told = { redacted: BlackedOut[]; withheld: Withheld[] };
type Of = Pick<Loaded, "id" | "keys" | "planNo" | "language">;

/** From the closed lists of the approved plan; of what may not be told of before a review nothing that is withheld is named. */
export async function redactionsTold(tx: Tx, request: Of): Promise<Told> {
  const { id, keys, planNo, language } = request;
  const rows = await tx.decision.findMany({
    where: { request: id, planNo, ground: "15(4)", list: { not: null } },
    orderBy: { idx: "asc" },
  });
  const why = (reason: RedactionReason) => reasonInWords(language, reason);
  // A whole record is left out for the same reason as a kind of them, so in the same sentence.
  const whyWhole = (reason: RedactionReason) =>
    reason === "rights-of-others"
      ? whyWithheldInWords({ action: "keep", ground: "15(4)", norm: null }, language)
      : why(reason);
  const redacted = new Map<string, BlackedOut>();
  const withheld = new Map<string, Withheld>();
  for (const { idx, source, category, action } of rows) {
    const silent = action === "keep" && !mayName(category, policy());
    if (silent) continue;
    for await (const items of keptList(tx, keys, { request: id, planNo, idx }, { size: 10_000 }))
      for (const item of items)
        if (action === "keep") countWithheld(withheld, category, item, whyWhole);
        else countDetails(redacted, { source, category, language, item }, why);
  }
  return { redacted: [...redacted.values()], withheld: [...withheld.values()] };
}

type Words = (reason: RedactionReason) => string;

function countWithheld(into: Map<string, Withheld>, category: string, { values = {} }: Item, why: Words): void {
  const [reason] = reasonsIn(values);
  if (!reason) throw new Error("a record is withheld without a reason");
  const line = into.get(`${category} ${reason}`) ?? { category, count: 0, why: why(reason) };
  into.set(`${category} ${reason}`, { ...line, count: line.count + 1 });
}

type Counted = { source: string; category: string; language: Language; item: Item };

function countDetails(into: Map<string, BlackedOut>, { source, category, language, item }: Counted, why: Words): void {
  const values = Object.entries(item.values ?? {});
  for (const reason of new Set(reasonsIn(item.values ?? {}))) {
    const found = values.filter(([, value]) => value === reason);
    const name = `${category} ${reason}`;
    const line = into.get(name) ?? { category, records: 0, details: 0, fields: [], why: why(reason) };
    const fields = found.map(([field]) => fieldLabel(language, { source, part: item.part, field }));
    into.set(name, {
      ...line,
      records: line.records + 1,
      details: line.details + found.length,
      fields: [...new Set([...line.fields, ...fields])],
    });
  }
}

function fieldLabel(
  language: Language,
  { source, part, field }: { source: string; part: string; field: string },
): string {
  return field === filesField ? speaker(language)("redaction.files") : labelOf(source, part, field)[language];
}

/** "rights of other people, Art. 15 Abs. 4 DSGVO" */
export const reasonInWords = (language: Language, reason: RedactionReason): string =>
  speaker(language)(`redaction.reasons.${reason}`, { norm: citation(language, redactionNorms[reason]) });

/** What stands in a copy in the place of a detail. */
export const markFor =
  (language: Language) =>
  (reason: RedactionReason): string =>
    speaker(language)("redaction.mark", { why: reasonInWords(language, reason) });
