/** Art. 12(2): what a wish means for its request: what is stored, what ends at once, what is paused meanwhile. */
import { policy } from "../../company";
import { balances, isWeighed } from "../../gdpr/rights/objection";
import type { Right } from "../../gdpr/right";
import type { Pause, Pausing, Sealed, Terms, Wish } from "../../gdpr/wish";
import { no, yes, type Result } from "../../result";

export type Unclear = "no-consent" | "no-purpose" | "no-category" | "no-correction" | "words-missing";

export type Termed = {
  right: Right;
  terms: Terms | null;
  sealed: Sealed | null;
  /** Purposes that end with the submission: Art. 7(3), 21(2), (3). */
  ends: string[];
  /** What is paused from the submission on: Art. 18(1). */
  pauses: Pausing[];
};

/** Fewer characters than this say nothing. */
const least = 10;
const nothing = { terms: null, sealed: null, ends: [], pauses: [] };

/** Checks the wish against the policy. */
export function termsOf(wish: Wish): Result<Unclear, Termed> {
  switch (wish.right) {
    case "access":
    case "portability":
      return yes({ ...nothing, right: wish.right });
    case "erasure":
      return yes({ ...nothing, right: wish.right, terms: wish.choice });
    case "withdrawal":
      return withdrawal(wish.consents);
    case "objection":
      return wish.purposes === null
        ? yes({ ...nothing, right: wish.right, ends: policy().stops.advertising })
        : objection(wish.purposes, wish.words);
    case "restriction":
      return restriction(wish);
    case "rectification":
      return rectification(wish);
    case "intervention": {
      const { decision, words, right } = wish;
      if (words.trim().length < least) return no("words-missing");
      return yes({
        ...nothing,
        right,
        terms: { category: decision.category, record: decision.code },
        sealed: { words, decision },
      });
    }
    default:
      return wish satisfies never;
  }
}

/** Each known and given to us; what a device alone knows cannot be ended here. */
function withdrawal(consents: readonly string[]): Result<Unclear, Termed> {
  const known = policy().consents;
  const ours = consents.every((id) => Object.hasOwn(known, id) && !known[id]?.device);
  if (consents.length === 0 || !ours) return no("no-consent");
  return yes({ ...nothing, right: "withdrawal", ends: [...new Set(consents)] });
}

/** Art. 21(1): only what rests on an interest is weighed; until then the data are paused for that purpose (Art. 18(1)(d)). */
function objection(purposes: readonly string[], words: string): Result<Unclear, Termed> {
  const { purposes: known, categories, stops } = policy();
  const weighed = (id: string) => isWeighed(id, { purposes: known, categories }) && !stops.advertising.includes(id);
  if (purposes.length === 0 || !purposes.every(weighed)) return no("no-purpose");
  if (words.trim().length < least) return no("words-missing");
  const terms = { purposes: [...new Set(purposes)].toSorted() };
  const pauses = pausesOf({ pause: null, weighed: terms.purposes });
  return yes({ ...nothing, right: "objection", terms, sealed: { words }, pauses });
}

function restriction({ pause, words }: Extract<Wish, { right: "restriction" }>): Result<Unclear, Termed> {
  const { categories } = policy();
  const { categories: chosen } = pause;
  if (chosen && (chosen.length === 0 || !chosen.every((id) => Object.hasOwn(categories, id)))) return no("no-category");
  if (words.trim().length < least) return no("words-missing");
  return yes({
    ...nothing,
    right: "restriction",
    terms: pause,
    sealed: { words },
    pauses: pausesOf({ pause, weighed: [] }),
  });
}

function rectification({ corrections, words }: Extract<Wish, { right: "rectification" }>): Result<Unclear, Termed> {
  if (corrections.length === 0) return no("no-correction");
  const automatic = corrections.every(({ how }) => how === "self-service");
  // What changes at once needs no reason; what a person has to judge does.
  if (!automatic && words.trim().length < least) return no("words-missing");
  const categories = [...new Set(corrections.map(({ category }) => category))].toSorted();
  const terms = { automatic, identity: corrections.some(({ identity }) => identity), categories };
  return yes({ ...nothing, right: "rectification", terms, sealed: { words, corrections } });
}

/** What a wish pauses as soon as it is known whose data it is about: what is asked for, or what is still to be weighed. */
export function pausesOf({ pause, weighed }: { pause: Pause | null; weighed: readonly string[] }): Pausing[] {
  const asked = pause
    ? (pause.categories ?? [null]).map((category): Pausing => ({ ground: pause.ground, category, purpose: null }))
    : [];
  const interim = Object.entries(policy().categories).flatMap(([category, about]) =>
    weighed
      .filter((purpose) => balances(about, purpose))
      .map((purpose): Pausing => ({ ground: "18(1)(d)", category, purpose })),
  );
  return [...asked, ...interim];
}
