/** The policy as the desk reads it: edition and check, what each right does today, categories with their rules, sources. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow } from "../../db";
import { authoritiesVersion } from "../../gdpr/authorities";
import { dayIn, type Day } from "../../gdpr/day";
import { holidaysVersion } from "../../gdpr/holidays";
import { rightNames, type Right } from "../../gdpr/right";
import type { Rule } from "../../gdpr/rule";
import { categoriesOf } from "../../policy/categories-of";
import { readPolicyFile } from "../../policy/check";
import type { Problem } from "../../policy/problem";
import type { SourceKind } from "../../sources/source";
import { readsDesk } from "../readers";
import { todayFor, type Today } from "./policy-today";
import type { Words } from "./words";

export type PolicyCategory = {
  id: string;
  label: Words;
  rules: Rule[];
  afterReview: boolean;
  /** Why no source is searched for it. */
  elsewhere: Words | null;
  /** What each right does to it today; null where a person decides without a plan. */
  today: Record<Right, Today[] | null>;
};

export type PolicyPage = {
  edition: string;
  controller: string;
  zone: string;
  today: Day;
  review: { secondApprover: string[]; opinion: string[]; undoHours: number; automatic: string[] };
  /** The law that is not in the policy file: versions of its lists. */
  law: { holidays: string; authorities: string };
  categories: PolicyCategory[];
  sources: { id: string; label: Words; kind: SourceKind; categories: number }[];
};

/** The policy of this process as of today; null for those who may not read the desk. */
export async function deskPolicy(who: Actor): Promise<PolicyPage | null> {
  if (!readsDesk(who)) return null;
  const own = policy();
  const now = await portalNow();
  const { edition, controller, zone, review, categories, sources } = own;
  return {
    edition,
    controller: controller.name,
    zone,
    today: dayIn(zone, now),
    review,
    law: { holidays: holidaysVersion, authorities: authoritiesVersion },
    categories: Object.entries(categories).map(([id, { label, rules, disclose, elsewhere }]) => ({
      id,
      label,
      rules,
      afterReview: disclose === "after-review",
      elsewhere: elsewhere ?? null,
      today: Object.fromEntries(
        rightNames.map((right) => [right, todayFor(own, id, right, now.toISOString())]),
      ) as PolicyCategory["today"],
    })),
    sources: Object.entries(sources).map(([id, source]) => ({
      id,
      label: source.label,
      kind: source.kind,
      categories: categoriesOf(source).length,
    })),
  };
}

export type CheckedFile = {
  problems: Problem[];
  /** Whether the file says what this process decides by; false when it was changed after the start. */
  running: boolean;
};

/**
 * The file as it lies there now: what `rightful policy check` finds in it without asking databases. `unreadable` when it is not
 * there; null for those who may not read the desk.
 */
export async function checkedPolicy(who: Actor): Promise<CheckedFile | "unreadable" | null> {
  if (!readsDesk(who)) return null;
  try {
    const found = await readPolicyFile(process.env.POLICY_FILE ?? "policy.yaml");
    return { problems: found.problems, running: JSON.stringify(found.policy) === JSON.stringify(policy()) };
  } catch (error) {
    if (error instanceof Error && "code" in error) return "unreadable";
    throw error;
  }
}
