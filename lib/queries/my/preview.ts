/** Art. 12(2), 17: what a deletion would do, in the customer's words, before it is asked for. */
import type { Actor } from "../../actor";
import { joined, lineOf } from "../../answer/line";
import { isOpenByHand, shown, type Part } from "../../answer/part";
import { policy } from "../../company";
import type { Line } from "../../gdpr/answer-line";
import { dayIn, type Day } from "../../gdpr/day";
import { keptBecause } from "../../gdpr/plan";
import type { Draft } from "../../gdpr/plan-value";
import { licenceCategories } from "../../gdpr/rights/erasure";
import { silentNames, type Unheard } from "./silent";

export type Outlook = {
  today: Day;
  /** In the order of the policy; never a category that a reviewer must look at first. */
  lines: Line[];
  /** Systems that a person searches by hand: nothing about them can be counted yet. */
  byHand: string[];
  /** Systems that did not answer now, or not about everything. */
  silent: string[];
  /** Whether what was chosen touches a licence, an open order or a warranty. */
  hasLicences: boolean;
};

/** The outlook of a draft plan. */
export function outlook(
  { language }: Actor,
  { now, drafts, ...asked }: Unheard & { now: Date; drafts: readonly Draft[] },
): Outlook {
  const own = policy();
  const parts: readonly Part[] = drafts;
  const visible = parts.flatMap((part) => shown(part, own, {}) ?? []);
  const byHand = [...new Set(parts.filter((part) => isOpenByHand(part, own)).map(({ source }) => source))];
  const named = (source: string) => own.sources[source]?.label[language] ?? source;
  return {
    today: dayIn(own.zone, now),
    lines: joined(
      visible.map((part) => lineOf(part, own, language)),
      own,
    ),
    byHand: byHand.map(named),
    silent: silentNames(asked, own, language),
    hasLicences: visible.some(isLive) && visible.some((part) => part.norm !== keptBecause.notAsked && needsLife(part)),
  };
}

const isLive = ({ groups, category }: Part) => category === "licence" || groups.some(({ inUse }) => inUse);
const needsLife = (part: Part) => isLive(part) || licenceCategories.includes(part.category);
