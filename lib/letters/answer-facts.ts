/** The facts of the answers to the rights besides copy and deletion. */
import type { Reason } from "../gdpr/answer-line";
import type { Day } from "../gdpr/day";
import type { TransferOutcome } from "../gdpr/transfer";
import type { ExceptionGround, PauseGround } from "../gdpr/wish";

/** A recipient who is told, and by when; or since when it holds there already (Art. 19). */
export type Told = { name: string; by: Day; holdsFrom?: Day };
/** What stands at the end of each answer. */
export type Closing = {
  /** Recipients that a person tells (Art. 19). */
  recipients: Told[];
  /** Systems in which a person does the same by hand. */
  byHand: Told[];
  fileUntil: Day;
};

/** `refused`: left as it is, with the reasons in a letter of its own (Art. 12(4)). */
export type CorrectionWayTold =
  "changed" | "statement" | "document" | "held" | "gone" | "not-done" | "by-hand" | "refused";

export type RectificationFacts = Closing & {
  doneOn: Day;
  /** Names of fields, never their values (law: no values in a letter that may be read by others). */
  lines: { label: string; fields: string[]; way: CorrectionWayTold }[];
  /** Why an issued document is not overwritten; null when none was meant. */
  documentNorm: string | null;
  /** The use was paused while the data were checked. */
  paused: boolean;
};

export type RestrictionFacts = Closing & {
  since: Date;
  zone: string;
  ground: PauseGround;
  /** Labels; empty when it is everything. */
  scope: string[];
  /** Art. 18(2): what goes on, on which ground, and why. */
  exceptions: { label: string; ground: ExceptionGround; reason: string }[];
  /** Uses about which was decided that they stop as well. */
  stops: string[];
  /** Days between the notice and the end. */
  liftDays: number;
};

export type LiftingFacts = {
  endsOn: Day;
  scope: string[];
  /** Null when the person ended it. */
  lifting: { reason: string; after: string } | null;
};

export type PortabilityFacts = {
  expiresOn: Day;
  downloads: number;
  records: number;
  /** Kinds that are not in it, each with the reason. */
  leftOut: { label: string; why: Extract<Reason, "not-provided" | "no-consent-or-contract" | "others"> }[];
  byHand: Told[];
  fileUntil: Day;
  /** Art. 20(2): what became of the wish to have them sent to another company; null where there was none. */
  sent: SentFacts | null;
};

export type SentFacts = {
  state: TransferOutcome | "under-way";
  company: string;
  host: string;
  at: Date;
  zone: string;
  /** Null where nothing was ever sent. */
  sha256: string | null;
  bytes: number | null;
  /** What the company's system answered, and the number it gave. */
  status: number | null;
  receipt: string | null;
};

export type WeighingFacts = {
  outcome: "stops" | "goes-on";
  purposes: string[];
  interest: string;
  necessity: string;
  situation: string;
  result: string;
  /** When the pause ends, if the use goes on. */
  endsOn: Day | null;
  /** What ended where, if it stops. */
  ended: Ended | null;
};

/** Where a use has ended, and what follows. */
export type Ended = {
  systems: { label: string; at: Date }[];
  /** Systems that a person has to tell. */
  byHand: { label: string; by: Day }[];
  zone: string;
  /** The request by which what nothing carries any longer is erased. */
  followUp: { reference: string; labels: string[] } | null;
  fileUntil: Day;
};

export type InterventionFacts = {
  /** Which decision: what it was about, and its day. */
  label: string;
  decidedOn: Day | null;
  outcome: "stands" | "changed";
  reasons: string;
  fileUntil: Day;
};

export type HandFacts = { answer: string; rest: string; fileUntil: Day };

export type FeeFacts = { euros: string; facts: string; dueOn: Day };

export type AddressChangeFacts = { stopUrl: string; changesOn: Day | null };

/** What a person found by hand for a copy after the answer: one system, one kind of data, in their words. */
export type SupplementFacts = { system: string; label: string; found: string; fileUntil: Day };

/** The kinds of letters that these facts belong to. */
export type MoreFacts = {
  rectification: RectificationFacts;
  restriction: RestrictionFacts;
  lifting: LiftingFacts;
  portability: PortabilityFacts;
  weighing: WeighingFacts;
  intervention: InterventionFacts;
  answer: HandFacts;
  supplement: SupplementFacts;
  fee: FeeFacts;
  "address-change": AddressChangeFacts;
};
