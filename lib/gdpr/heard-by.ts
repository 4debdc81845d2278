/**
 * Art. 12(1), (2): how the person hears of each moment that the time line of their request tells, besides the page: nobody has to
 * look at a page to learn that something happened.
 */
import type { Fact } from "./facts";
import type { Right } from "./right";

export type HeardBy =
  /** A letter says it, or the answer that follows in the same hour. */
  | "letter"
  /** A mail of its own. */
  | "mail"
  /** A mail, where the person asked to be told of what happens years later. */
  | "if-wanted"
  /** The person did it, and the page of that press said so. */
  | "own"
  /** The ordinary course, which the receipt announced with its date. */
  | "course";

export const heardBy = {
  received: "letter",
  // By sign-in it is settled with the receipt; where a person has to decide it, their decision is news.
  identified: "mail",
  "identity-asked": "letter",
  "identity-answered": "own",
  "not-identified": "letter",
  planned: "course",
  approved: "mail",
  extended: "letter",
  "hold-placed": "mail",
  "hold-released": "mail",
  stopped: "mail",
  "stop-settled": "mail",
  fulfilled: "letter",
  delivered: "letter",
  downloaded: "own",
  "package-destroyed": "letter",
  refused: "letter",
  cancelled: "letter",
  "duty-done": "if-wanted",
  "duty-stopped": "if-wanted",
  entered: "letter",
  linked: "mail",
  reminded: "own",
  "paper-chosen": "own",
  "language-chosen": "own",
  restricted: "letter",
  "exception-decided": "letter",
  "lift-announced": "letter",
  lifted: "mail",
  weighed: "letter",
  "decided-again": "letter",
  "fee-announced": "letter",
  "fee-accepted": "own",
  "fee-declined": "own",
  "use-stopped": "letter",
  "removal-confirmed": "mail",
  "recipient-told": "mail",
  "recipient-not-told": "mail",
  "follow-up-opened": "mail",
  "held-taken-up": "mail",
  "needed-taken-up": "mail",
  "transfer-confirmed": "own",
  "transfer-cancelled": "own",
  "transfer-started": "letter",
  "transfer-ended": "letter",
  "transfer-settled": "letter",
  "transfer-lapsed": "letter",
} as const satisfies Partial<Record<Fact, HeardBy>>;

/** A fact that the time line tells. */
export type MomentFact = keyof typeof heardBy;

/** Moments of which the worker writes: who records them may be anybody, the holder of a link, a recipient, the desk, a system. */
export const news = [
  "identified",
  "stopped",
  "stop-settled",
  "hold-placed",
  "hold-released",
  "lifted",
  "removal-confirmed",
  "recipient-told",
  "recipient-not-told",
  "follow-up-opened",
  "duty-stopped",
] as const satisfies readonly MomentFact[];
export type NewsFact = (typeof news)[number];

/** What such a mail says: some moments are told in other words, or not at all, by what else is known of the request. */
export type Said =
  | "identified"
  | "stopped"
  | "goes-on"
  | "copy-ended"
  | "hold-placed"
  | "hold-released"
  | "lifted"
  | "removal-confirmed"
  | "recipients-told"
  | "taken-up"
  | "duty-stopped";

type Moment = { fact: NewsFact; data: Readonly<Record<string, unknown>> };

type Standing = {
  right: Right;
  /** It happened after the answer. */
  answered: boolean;
  /** Another contact stopped it, and nobody has decided yet. */
  stopped: boolean;
  /** Holds that lie on it. */
  holds: number;
  /** The person asked to be told of what happens to data that was kept. */
  wantsLater: boolean;
  /** Systems that have still to confirm what they deleted, and what people have still to do there. */
  unconfirmed: number;
  /** Recipients of whom it is not settled yet whether they were told. */
  untold: number;
};

/** What a mail says of a moment; null where a letter says it, or where nothing is over yet that could be told. */
export function saidOf({ fact, data }: Moment, now: Standing): Said | null {
  const { answered, wantsLater, unconfirmed, untold } = now;
  switch (fact) {
    case "identified":
      return data.door === "reviewer" ? "identified" : null;
    case "stopped":
      return fact;
    case "hold-placed":
      return stopsIt(now) ? fact : null;
    case "stop-settled":
      if (data.decision === "goes-on") return "goes-on";
      // A request that ends has its letter; the copy of an answer that was given has none.
      return answered ? "copy-ended" : null;
    case "hold-released":
      // What it kept of an answered request is taken up by one of its own, of which the person hears.
      return stopsIt(now) && now.holds === 0 && !now.stopped ? fact : null;
    case "lifted":
      return answered ? fact : null;
    case "removal-confirmed":
      // What a system kept back is not gone, and the desk sees to it.
      return answered && unconfirmed === 0 && data.held === 0 ? fact : null;
    case "recipient-told":
    case "recipient-not-told":
      return answered && untold === 0 ? "recipients-told" : null;
    case "follow-up-opened":
      return "taken-up";
    case "duty-stopped":
      return wantsLater ? fact : null;
    default:
      return fact satisfies never;
  }
}

/** Art. 17(3)(e): a hold stops the end of data; a copy, a correction or a pause it does not. */
const stopsIt = ({ right, answered }: Standing): boolean => right === "erasure" && !answered;
