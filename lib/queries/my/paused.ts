/** Art. 18: what is paused, since when, what goes on all the same, and when it ends. */
import { dayIn, dayOfColumn, type Day } from "../../gdpr/day";
import type { Policy } from "../../policy/schema";
import type { ExceptionGround } from "../../gdpr/wish";
import type { Language } from "../../letters/letter";

export type Paused = {
  since: Date;
  /** Labels; empty when it is everything. */
  scope: string[];
  /** The uses it is about; empty when it is every use. */
  uses: string[];
  /** `ending`: the end was announced. */
  state: "paused" | "ending" | "ended";
  /** From when the data are used again; null while the notice was not accepted. */
  endsOn: Day | null;
  /** Art. 18(2): each use about which was decided; `ground` null where it stops as well. */
  exceptions: { label: string; ground: ExceptionGround | null }[];
};

type Row = {
  restrictions: {
    category: string | null;
    purpose: string | null;
    setAt: Date;
    letterId: string | null;
    endsOn: Date | null;
    liftedAt: Date | null;
  }[];
  exceptions: { purpose: string; decision: string; ground: string | null }[];
};

/** Null for a request that paused nothing. */
export function paused({ restrictions, exceptions }: Row, own: Policy, language: Language): Paused | null {
  const [first] = restrictions;
  if (!first) return null;
  const open = restrictions.filter(({ liftedAt }) => liftedAt === null);
  // Where a part of it ends before the rest, the rest is what goes on; the part has a letter of its own.
  const on = open.filter(({ letterId }) => letterId === null);
  const ending = on.length === 0 ? open.find(({ letterId }) => letterId !== null) : undefined;
  const lifted = restrictions.find(({ liftedAt }) => liftedAt !== null)?.liftedAt;
  const distinct = (of: "category" | "purpose") => [
    ...new Set((on.length > 0 ? on : restrictions).flatMap((row) => row[of] ?? [])),
  ];
  const uses = distinct("purpose").map((id) => own.purposes[id]?.label[language] ?? id);
  return {
    since: first.setAt,
    // A pause of chosen uses names them; the categories are those which the uses touch.
    scope: uses.length > 0 ? [] : distinct("category").map((id) => own.categories[id]?.label[language] ?? id),
    uses,
    state: open.length === 0 ? "ended" : ending ? "ending" : "paused",
    endsOn: ending?.endsOn ? dayOfColumn(ending.endsOn) : open.length === 0 && lifted ? dayIn(own.zone, lifted) : null,
    exceptions: Object.values(own.pause.continue).flatMap(({ label, purposes }) => {
      const decided = exceptions.find(({ purpose }) => purposes.includes(purpose));
      if (!decided) return [];
      const ground = decided.decision === "goes-on" ? (decided.ground as ExceptionGround) : null;
      return [{ label: label[language], ground }];
    }),
  };
}
