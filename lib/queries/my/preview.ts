/** Art. 12(2), 17: what a deletion would do, in the customer's words, before it is asked for. */
import type { Actor } from "../../actor";
import { joined, lineOf } from "../../answer/line";
import { isOpenByHand, shown, type Part } from "../../answer/part";
import { policy } from "../../company";
import type { Line } from "../../gdpr/answer-line";
import { dayIn, type Day } from "../../gdpr/day";
import { keptBecause } from "../../gdpr/plan";
import type { Draft } from "../../gdpr/plan-value";
import { neededFor, stillRuns, type Running } from "../../gdpr/rights/running";
import { silentNames, type Unheard } from "./silent";

export type Outlook = {
  today: Day;
  /** In the order of all kinds; never a category that a reviewer must look at first. */
  lines: Line[];
  /** Systems that a person searches by hand: nothing about them can be counted yet. */
  byHand: string[];
  /** Systems that did not answer now, or not about everything. */
  silent: string[];
  /** What still runs between us and them. */
  running: Running[];
  /** Whether they could no longer sign in with their account. */
  accountGoes: boolean;
  /** What they are asked whether to keep, if what was chosen touches it; a system that is silent may hold a licence. */
  keeps: "licences" | "account" | null;
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
  const silent = silentNames(asked, own, language);
  const at = { today: now.toISOString(), zone: own.zone };
  const running = stillRuns(
    visible.flatMap(({ groups }) => groups),
    at,
  );
  const named = (source: string) => own.sources[source]?.label[language] ?? source;
  const lines = joined(
    visible.map((part) => lineOf(part, own, language)),
    own,
  );
  return {
    today: dayIn(own.zone, now),
    lines,
    byHand: byHand.map(named),
    silent,
    running,
    accountGoes: lines.some(({ category, fate }) => category === "account" && fate === "deleted"),
    keeps: silent.length > 0 ? "licences" : kept(visible, running),
  };
}

/** Asked about only where the answer makes a difference. */
function kept(parts: readonly Part[], running: readonly Running[]): Outlook["keeps"] {
  const chosen = parts.filter(({ norm }) => norm !== keptBecause.notAsked).flatMap(({ groups }) => groups);
  const needed = new Set(chosen.map((group) => neededFor(group, running)));
  if (needed.has("licence")) return "licences";
  return needed.size > (needed.has(null) ? 1 : 0) ? "account" : null;
}
