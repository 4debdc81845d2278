/** Art. 12(2): what a right means where nobody could fill in its form: a letter, a call, somebody asking for another. */
import { givesCopy, type Right } from "../../gdpr/right";
import type { PauseGround, Terms, Wish } from "../../gdpr/wish";
import { no, yes, type Result } from "../../result";
import { termsOf, type Unclear } from "./terms";

/** What whoever takes it in has to know beside the right, each for the right that it belongs to. */
export type Told = {
  rights: readonly Right[];
  /** The person's own words. */
  words: string;
  /** Art. 18(1): why the data should rest. */
  ground: PauseGround | null;
  /** The consents that a withdrawal ends; ids of the policy. */
  consents: readonly string[];
  /** What an objection says no to, by ids: uses that are weighed (Art. 21(1)); null: all advertising (Art. 21(2)). */
  uses: readonly string[] | null;
};

/** One request that is to be opened. `byHand`: a reviewer answers it, whoever's data it is about. */
export type Plain = { right: Right; terms: Terms | null; ends: string[]; byHand: boolean };

/** Each right is a request of its own, copies first. */
export function plainWishes(told: Told): Result<Unclear | "ground-missing", Plain[]> {
  const rights = [...new Set(told.rights)].toSorted((a, b) => Number(givesCopy(b)) - Number(givesCopy(a)));
  if (rights.includes("restriction") && told.ground === null) return no("ground-missing");
  const plain: Plain[] = [];
  for (const right of rights) {
    const wish = wishFor(right, told);
    const termed = wish && termsOf(wish);
    if (termed && !termed.ok) return termed;
    const { terms, ends } = termed?.value ?? { terms: null, ends: [] };
    plain.push({ right, terms, ends, byHand: wish === null });
  }
  return yes(plain);
}

/** Null where only the person's own pages can ask what is needed: which record, which decision. */
function wishFor(right: Right, { words, ground, consents, uses }: Told): Wish | null {
  switch (right) {
    case "access":
    case "portability":
      return { right };
    case "erasure":
      // Everything is meant; the reviewer sees the words beside the plan.
      return { right, choice: { scope: "everything", categories: [], keepLicences: null, doNotContact: false } };
    case "restriction":
      return { right, pause: { ground: ground as PauseGround, categories: null }, words };
    case "withdrawal":
      return { right, consents: [...consents] };
    case "objection":
      return { right, purposes: uses && [...uses], words };
    case "rectification":
    case "intervention":
      return null;
    default:
      return right satisfies never;
  }
}
