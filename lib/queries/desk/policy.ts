/** The policy as the desk reads it: edition, categories with their rules, sources, what review asks for. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import type { SourceKind } from "../../sources/source";
import type { Rule } from "../../gdpr/rule";
import { categoriesOf } from "../../policy/categories-of";
import { readsDesk } from "../readers";
import type { Words } from "./words";

export type PolicyPage = {
  edition: string;
  controller: string;
  zone: string;
  review: { secondApprover: string[]; opinion: string[]; undoHours: number };
  categories: { id: string; label: Words; rules: Rule[]; afterReview: boolean }[];
  sources: { id: string; label: Words; kind: SourceKind; categories: number }[];
};

/** The policy of this process; null for those who may not read the desk. */
export function deskPolicy(who: Actor): PolicyPage | null {
  if (!readsDesk(who)) return null;
  const { edition, controller, zone, review, categories, sources } = policy();
  return {
    edition,
    controller: controller.name,
    zone,
    review,
    categories: Object.entries(categories).map(([id, { label, rules, disclose }]) => ({
      id,
      label,
      rules,
      afterReview: disclose === "after-review",
    })),
    sources: Object.entries(sources).map(([id, source]) => ({
      id,
      label: source.label,
      kind: source.kind,
      categories: categoriesOf(source).length,
    })),
  };
}
