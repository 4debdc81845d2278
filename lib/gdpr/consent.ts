/**
 * Art. 7(3), 17(1)(b): what goes with a purpose that ended. A category goes when nothing else carries it: every purpose
 * of it has ended, or is one that exists for the sake of the ended one alone.
 */
type Categories = Readonly<
  Record<string, { purposes: readonly string[]; rights: { withdrawal: string; objection: string } }>
>;
type Purposes = Readonly<Record<string, { basis: string }>>;

/** Letters of Art. 6(1) that carry a category on their own: a contract, a duty. */
const carriesOn = ["b", "c", "d", "e"];

/** Ids of the categories that no purpose carries any longer once `ended` have ended. */
export function carriedByNothing(ended: readonly string[], categories: Categories, purposes: Purposes): string[] {
  return Object.entries(categories).flatMap(([id, { purposes: own, rights }]) => {
    const rests = ended.includes(rights.withdrawal) || own.some((purpose) => ended.includes(purpose));
    const carried = own.some(
      (purpose) => !ended.includes(purpose) && (carries(purposes, purpose) || rights.withdrawal === "no"),
    );
    return rests && !carried ? [id] : [];
  });
}

const carries = (purposes: Purposes, purpose: string): boolean => carriesOn.includes(purposes[purpose]?.basis ?? "c");
