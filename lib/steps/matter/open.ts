/**
 * Art. 17(3)(e), 58: an authority, a court, a lawyer or somebody with a claim has written. From the same moment nothing of what it
 * is about goes: neither the files of the requests nor the data of their people.
 */
import { has, type Actor } from "../../actor";
import { transactionAs } from "../../db";
import type { Day } from "../../gdpr/day";
import type { MatterKind } from "../../gdpr/matter";
import { done, no, type Result } from "../../result";
import { staffSight } from "../../sight";
import { excludeWriting } from "../carry-out/writing-lock";
import { linkTo, lockMatter } from "./link";
import { sealWords, type MatterWords } from "../../seal/matter";

export type Opening = MatterWords & {
  /** Drawn by the form: sent twice it is one matter. */
  id: string;
  kind: MatterKind;
  /** By when they want an answer. */
  deadline: Day | null;
  reviewOn: Day;
  /** Canonical references of the requests it is about. */
  references: readonly string[];
};

/** Opens a matter and links the requests. One that is unknown, or whose file was destroyed, opens nothing. */
export async function openMatter(who: Actor, opening: Opening): Promise<Result<"not-found" | "no-request">> {
  if (!has(who, "legal", "dpo") || who.person === null) return no("not-found");
  const { id, kind, deadline, reviewOn, references, sender, fileNumber, summary } = opening;
  const openedBy = who.person;
  const linked = [...new Set(references)].toSorted();
  return transactionAs(staffSight(who), async (tx) => {
    // From here on no file is destroyed until this transaction ends: what is known now can be linked.
    await excludeWriting(tx);
    const known = await tx.request.count({ where: { id: { in: linked }, shreddedAt: null } });
    if (known !== linked.length) return no("no-request");
    const { count } = await tx.matter.createMany({
      data: {
        id,
        kind,
        sealed: sealWords(id, { sender, fileNumber, summary }),
        deadline: deadline === null ? null : new Date(deadline),
        reviewOn: new Date(reviewOn),
        openedBy,
      },
      skipDuplicates: true,
    });
    if (count === 0) return done;
    const matter = await lockMatter(tx, id);
    if (!matter.ok) throw new Error("a matter that was opened a moment ago is not open");
    for (const reference of linked) await linkTo(tx, who, matter.value, reference);
    return done;
  });
}
