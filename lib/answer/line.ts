/** Lines of an answer as a customer reads them: one for each kind of data and fate, with reason, norm and dates. */
import { isWithheld } from "../gdpr/override";
import { keptBecause } from "../gdpr/plan";
import { taxYearOpen } from "../gdpr/rights/decider";
import { leaves, whyKey, type Fate, type Line, type Reason } from "../gdpr/answer-line";
import type { Day } from "../gdpr/day";
import type { Action } from "../gdpr/plan-value";
import type { Policy } from "../policy/schema";
import { citation, provision } from "../letters/citation";
import type { Language } from "../letters/letter";
import { kindsInOrder } from "./order";
import type { Part } from "./part";

const fates: Record<Action, Fate> = {
  erase: "deleted",
  truncate: "shortened",
  unlink: "disconnected",
  restrict: "locked",
  keep: "stays",
  export: "handed-out",
  correct: "corrected",
  stop: "stopped",
  ask: "under-way",
};

const reasons: Record<string, Reason> = {
  [keptBecause.licence]: "licence",
  [keptBecause.notAsked]: "not-asked",
  [keptBecause.legalHold]: "matter",
  [keptBecause.mayBeHeld]: "may-matter",
  [keptBecause.restriction]: "paused",
  [keptBecause.others]: "others",
  [keptBecause.notCorrectable]: "not-correctable",
  "open-order": "open-order",
  warranty: "warranty",
  contract: "contract",
};

/** The line of one part; `on` says when it was done. */
export function lineOf(part: Part, policy: Policy, language: Language, on: Day | null = null): Line {
  const category = policy.categories[part.category];
  const fate = fateOf(part);
  const reason = reasonOf(part, policy);
  const rule = category?.rules.find(({ id }) => id === part.rule) ?? category?.rules[0];
  const waits = part.norm === taxYearOpen;
  return {
    // What goes is one line whatever rule let it go; what stays says each norm by itself.
    key: [part.source, part.category, fate, reason, leaves(fate) ? "" : part.norm].join(" "),
    category: part.category,
    label: category?.label[language] ?? part.category,
    what: category?.what[language] ?? "",
    fate,
    reason,
    ground: part.ground,
    norm: normOf(part, reason, language),
    event: reason === "norm" && part.until === null && !waits ? (rule?.trigger[language] ?? null) : null,
    taxYear: waits,
    count: part.count,
    system: policy.sources[part.source]?.label[language] ?? part.source,
    since: (part.groups.flatMap(({ since }) => since ?? []).toSorted()[0] as Day | null | undefined) ?? null,
    from: part.until as Day | null,
    last: part.until as Day | null,
    on,
  };
}

function reasonOf(part: Part, policy: Policy): Reason {
  if (isWithheld(part)) return outOfCopy(part);
  return whyNotTaken(part, policy) ?? reasons[part.norm ?? ""] ?? "norm";
}

/** Why records are not in the data to take along; page and letter take the same sentence. Null where they are not left out. */
export function whyNotTaken(
  { action, ground, category }: Pick<Part, "action" | "ground" | "category">,
  { categories, purposes }: Pick<Policy, "categories" | "purposes">,
): NotTaken | null {
  if (action !== "keep" || !notTakenAlong.includes(ground)) return null;
  if (ground === "20(4)") return "others";
  const bases = categories[category]?.purposes.map((id) => purposes[id]?.basis) ?? [];
  return bases.includes("a") || bases.includes("b") ? "not-provided" : "no-consent-or-contract";
}

export type NotTaken = Extract<Reason, "others" | "not-provided" | "no-consent-or-contract">;

/** Art. 12(4), 15(4): why records are left out of a copy: the key of the page's sentence, and the norm in it. */
export function whyWithheld(
  part: Pick<Part, "action" | "ground" | "norm">,
  language: Language,
): { key: string; norm: string } {
  const reason = outOfCopy(part);
  return { key: whyKey({ fate: "withheld", reason, ground: part.ground }), norm: normOf(part, reason, language) };
}

const outOfCopy = ({ ground }: Pick<Part, "ground">): Reason => (ground === "15(4)" ? "others" : "kept-back");
const notTakenAlong: readonly (string | null)[] = ["20(1)", "20(4)"];

function fateOf({ action, mode, ground, norm }: Part): Fate {
  if (mode === "art18") return "paused";
  if (norm === keptBecause.statement) return "beside";
  if (norm === keptBecause.document) return "document";
  const leftOut = isWithheld({ action, ground }) || (action === "keep" && notTakenAlong.includes(ground));
  return leftOut ? "withheld" : fates[action];
}

function normOf(
  { action, ground, norm }: Pick<Part, "action" | "ground" | "norm">,
  reason: Reason,
  language: Language,
): string {
  const named = reason === "norm" || isWithheld({ action, ground });
  // That a record names others is a reason of ours, not a norm.
  const own = named && norm !== null && norm !== keptBecause.others ? citation(language, norm) : null;
  return [own, ground === null ? null : provision(language, ground)].filter(Boolean).join("; ");
}

/** Lines of the same kind and fate joined: counts added, dates from the first to the last. In the order of all kinds. */
export function joined(lines: readonly Line[], policy: Policy): Line[] {
  const byKey = new Map<string, Line>();
  for (const line of lines) byKey.set(line.key, join(byKey.get(line.key), line));
  const order = kindsInOrder(policy);
  return [...byKey.values()].toSorted((a, b) => order.indexOf(a.category) - order.indexOf(b.category));
}

function join(into: Line | undefined, line: Line): Line {
  if (!into) return line;
  return {
    ...into,
    norm: into.norm.includes(line.norm) ? into.norm : `${into.norm}; ${line.norm}`,
    count: into.count === null || line.count === null ? null : into.count + line.count,
    since: least(into.since, line.since),
    from: least(into.from, line.from),
    last: greatest(into.last, line.last),
    on: greatest(into.on, line.on),
  };
}

const least = (a: Day | null, b: Day | null) => (a !== null && b !== null && a < b ? a : (b ?? a));
const greatest = (a: Day | null, b: Day | null) => (a !== null && b !== null && a > b ? a : (b ?? a));
