/**
 * Art. 5(1)(e), 17(3): what the retention rule of a category says about a record today, with and without a request.
 *
 * Keeping is an ordinary answer with a norm and a date. What no rule covers is a question for a person, and a legal hold
 * stops every end, whatever the calendar says.
 */
import { dayOf, yearOf } from "./day";
import { erasableFrom, hasCome, type Reckoning } from "./period";
import type { HoldKind, Rule } from "./rule";

export { cutoff, erasableFrom } from "./period";

export type Verdict = "keep" | "restrict" | "erase" | "truncate" | "unlink" | "hold" | "ask";

export type Retention = {
  /** As of today, without a request. */
  verdict: Verdict;
  /** YYYY-MM-DD, an instant for rules in hours, or null with the reason in `why`. */
  erasableFrom: string | null;
  /** What an erasure request gets today. */
  onRequest: Verdict;
  rule: string | null;
  norm: string | null;
  /** Why the law lets it be kept until then, e.g. "17(3)(b)". */
  ground: string | null;
  /** Plain English sentences. */
  why: string[];
};

export type Asked = Reckoning & {
  /** The rules of the category, the first one being the ordinary one; empty when nobody classified it. */
  rules: readonly Rule[];
  /** Which of them; the first when absent or null. */
  rule?: string | null;
  /** Date or instant of the event the rule counts from; null while it has not happened. */
  trigger: string | null;
  /** Date or instant of today. */
  today: string;
  /** Legal holds on the record or its category. */
  holds: readonly HoldKind[];
};

/** The rule that is asked for: the named one, the first without a name, undefined where there is none. */
export function ruleOf<R extends Rule>(rules: readonly R[], id?: string | null): R | undefined {
  return id ? rules.find((rule) => rule.id === id) : rules[0];
}

/** What the rules say about one record. Throws on a trigger or a today that is neither a date nor an instant. */
export function retain(asked: Asked): Retention {
  const rule = ruleOf(asked.rules, asked.rule);
  if (!rule) return unknown(asked);
  const from = erasableFrom(rule, asked.trigger, asked);
  const facts = { erasableFrom: from, rule: rule.id, norm: rule.norm, ground: rule.ground };
  const stops = asked.holds.filter((hold) => stopsEnd(rule, hold));
  const sentences = [
    dateSentence(rule, asked.trigger, from),
    ...transitionSentence(rule, asked),
    ...otherHolds(rule, asked),
  ];
  if (stops.length > 0)
    return { ...facts, verdict: "hold", onRequest: "restrict", why: [...sentences, ...stops.map(holdSentence)] };
  if (from !== null && hasCome(from, asked.today, asked.zone))
    return {
      ...facts,
      verdict: rule.end,
      onRequest: onRequestWhenDue(rule),
      why: [...sentences, `That day has come: ${ends[rule.end]}.`],
    };
  const verdict = asked.trigger === null ? "keep" : rule.meanwhile;
  return { ...facts, verdict, onRequest: rule.onRequest, why: [...sentences, requestSentence(rule, from)] };
}

/** A claim stops the end of every rule; other holds only of the rules that name them. */
export function stopsEnd(rule: Rule, hold: HoldKind): boolean {
  return hold === "claim" || rule.holds.includes(hold);
}

/** A request never gets less because the day has come. */
function onRequestWhenDue(rule: Rule): Verdict {
  return rule.onRequest === "erase" ? "erase" : rule.end;
}

function unknown({ rules, rule }: Asked): Retention {
  const why =
    rules.length === 0
      ? "No retention rule covers this category: a person decides."
      : `The category has no rule ${JSON.stringify(rule)}: a person decides.`;
  return { verdict: "ask", onRequest: "ask", erasableFrom: null, rule: null, norm: null, ground: null, why: [why] };
}

const ends = {
  erase: "the record is erased",
  truncate: "the record is shortened",
  unlink: "the record is no longer connected to a person",
} as const;

const units = { Y: "year", M: "month", D: "day", H: "hour" } as const;

function spoken(period: string): string {
  const [, n, unit] = /(\d+)([YMDH])$/.exec(period) ?? [];
  return `${n} ${units[unit as keyof typeof units]}${n === "1" ? "" : "s"}`;
}

function dateSentence(rule: Rule, trigger: string | null, from: string | null): string {
  if (rule.from === "open-ended") return `Kept until ${rule.trigger.en} (${rule.norm}): there is no date before that.`;
  if (trigger === null || from === null)
    return `Counts from ${rule.trigger.en}, which has not happened: there is no date yet.`;
  const after = rule.after ? `${spoken(rule.after)} later, then ` : "";
  const start = rule.from === "end-of-year" ? `${after}the end of that calendar year` : `${after}that time`;
  const period = rule.keep === "P0D" ? "without a further period" : `and ${spoken(rule.keep)}`;
  return `Counts from ${rule.trigger.en}, ${trigger}: ${start} ${period} (${rule.norm}); it may go from ${from}.`;
}

function transitionSentence(rule: Rule, { trigger, entity, zone }: Asked): string[] {
  if (rule.transition === undefined || trigger === null) return [];
  if (entity === "financial") return ["A financial entity keeps vouchers for ten years."];
  const year = yearOf(dayOf(zone, trigger));
  if (year <= 2014) return ["The ten years of the old law had ended before the shortening of 2025: they stay."];
  if (year <= 2016)
    return ["The shortening took effect on 2025-01-01; before that day nothing could go (Art. 97 § 19a(2) EGAO)."];
  return [];
}

function otherHolds(rule: Rule, { holds }: Asked): string[] {
  return holds.filter((hold) => !stopsEnd(rule, hold)).map((hold) => `A ${hold} hold does not concern this rule.`);
}

function holdSentence(hold: HoldKind): string {
  return `A ${hold} hold stops the end until a person releases it; meanwhile the record is locked on request.`;
}

function requestSentence(rule: Rule, from: string | null): string {
  const until = from === null ? "" : ` until ${from}`;
  switch (rule.onRequest) {
    case "restrict":
      return `An erasure request locks it${until} (Art. ${rule.ground} GDPR).`;
    case "keep":
      return `An erasure request changes nothing${until} (Art. ${rule.ground} GDPR).`;
    case "erase":
    case "unlink":
    case "truncate":
      return `No duty keeps it from going earlier: on an erasure request ${ends[rule.onRequest]}.`;
    default:
      return rule.onRequest satisfies never;
  }
}
