/**
 * Art. 12: what a letter is, and the facts each kind is composed from. A letter is a value: it is composed once, lies in
 * the request's drawer and is shown from there, in the words of its day.
 */
import type { Line } from "../gdpr/answer-line";
import type { Language } from "../gdpr/language";
import type { Day } from "../gdpr/day";
import type { Channel, LetterKind } from "../gdpr/facts";
import type { Numbers } from "../gdpr/numbers";
import type { Ended, MoreFacts, Told } from "./answer-facts";
import type { RefusalGround } from "../gdpr/refusal";
import type { Right } from "../gdpr/right";
import type { TakenUp } from "../gdpr/taken-up";

export type { Language };

export type Block =
  { heading: string } | { text: string } | { list: string[] } | { table: { head: string[]; rows: string[][] } };

export type Letter = {
  kind: ComposedKind;
  language: Language;
  title: string;
  blocks: Block[];
  /** Frozen with the words. Letters of before there were heads have none. */
  head?: LetterHead;
};

/** The company's head, as it was on the day of the letter and in its language. */
export type LetterHead = {
  name: string;
  address: string[];
  /** Where it was written. */
  city: string;
  /** How the company is reached. */
  contact: string[];
  /** What a business letter has to name, one sentence each. */
  facts: string[];
  logo: LetterLogo | null;
};

/** The company's sign itself, in base64: a file that is replaced later changes no letter. */
export type LetterLogo = { type: "image/svg+xml" | "image/png"; data: string };

/** What the policy says about the company, for the head of a letter. */
export type LetterheadFacts = {
  name: string;
  street: string;
  postcode: string;
  city: string;
  contact: readonly string[];
  register: { seat: string; court: string; number: string } | null;
  directors: readonly string[];
  chair: string | null;
  vatId: string | null;
  logo: LetterLogo | null;
};

/** The kinds that can be composed; the same words as in the events. */
export type ComposedKind = Extract<
  LetterKind,
  | "acknowledgement"
  | "stop-notice"
  | "access"
  | "erasure"
  | "objection"
  | "withdrawal"
  | "refusal"
  | "partial-refusal"
  | "extension"
  | "identity-query"
  | "not-identified"
  | "cancellation"
  | keyof MoreFacts
>;

export type AuthorityNamed = { name: string; url: string };

/** What every letter needs. */
type Every = {
  reference: string;
  right: Right;
  receivedOn: Day;
  /** The controller's name. */
  controller: string;
  /** Address of the Data Protection Officer. */
  contact: string;
  /** The person's name for the salutation, null where it is unknown or must not be said. */
  name: string | null;
  /** Address of the request's page in the portal. */
  pageUrl: string;
  /** Hash of the last event before this letter: the person's proof. */
  head?: string | null;
  /** The log's last checkpoint before this letter, as a signed note: a proof that is in the person's own hands. */
  checkpoint?: string | null;
  /** The company, for the head of the letter. */
  letterhead?: LetterheadFacts;
};

/** Art. 12(4): complaint and court. `complaintUrl`: the page with the authority of every country and Land. */
export type Remedies = {
  authority: AuthorityNamed;
  secondAuthority: AuthorityNamed | null;
  complaintUrl: string;
};

export type Acknowledgement = Every & {
  channel: Channel;
  dueOn: Day;
  /** One month after receipt, before it is moved to a working day. */
  unrolledOn: Day;
  identified: boolean;
  /** What was chosen for an erasure; labels of categories, not ids. */
  choice: { scope: "everything" | "account" | "categories"; categories: string[]; keepLicences: boolean | null } | null;
  /** An open copy goes first. */
  copyFirst: boolean;
  /** Hours in which an approved erasure can still be taken back; null when it does not apply. */
  undoHours: number | null;
};

/** What a request follows that nobody asked for: a use that ended, or a deletion that left something. */
export type Follows = "ended" | "left";

export type StopNotice = Every & {
  stopUrl: string;
  /** Null where somebody asked for it. */
  follows: Follows | null;
};

export type Withheld = { label: string; count: number | null; why: string };

/** Details that are blacked out in records that name others. */
export type Redacted = { label: string; records: number; details: number; fields: string[]; why: string };

export type AccessAnswer = Every &
  Remedies & {
    /** Last day of the download. */
    expiresOn: Day;
    downloads: number;
    /** Records in the package; 0 says that nothing is held. */
    records: number;
    /** The same by kind of data, as the page has them. */
    kinds: { label: string; count: number }[];
    withheld: Withheld[];
    redacted: Redacted[];
    systemsNotSearched: string[];
    /** By when people have looked there; null where nobody has to. */
    searchedBy: Day | null;
    requestFileUntil: Day;
  };

export type ErasureAnswer = Every &
  Remedies & {
    doneOn: Day;
    /** The request whose answer left this, and what kept it then and has ended since; null for every other erasure. */
    takesUp: { reference: string; receivedOn: Day; as: TakenUp } | null;
    /** In the order of the page. */
    lines: Line[];
    numbers: Numbers;
    /** By when what is under way will be confirmed; needed when `numbers.open` is not 0. */
    confirmedBy: Day | null;
    /** By when all of it is done, also what people do by hand; null where nothing is left. */
    restBy: Day | null;
    requestFileUntil: Day;
    backupsUntil: Day;
    suppressed: boolean;
    /** Recipients that a person tells of the deletion, each by its day (Art. 19). */
    recipientsTold: Told[];
    systemsNotSearched: string[];
    /** Where the letter can be read with reference and receipt code. */
    lookupUrl: string;
  };

export type StopAnswer = Every &
  Remedies &
  Ended & {
    endedAt: Date;
    /** Labels of the consents or purposes that ended. */
    ended: string[];
    /** Until when a mailing that is under way may still arrive; null where nothing is mailed. */
    overlapUntil: Day | null;
    /** Until when the proof of the former consent stays. */
    proofUntil: Day | null;
    /** Where consents of a device are changed. */
    device: string | null;
  };

export type Refusal = Every &
  Remedies & {
    ground: RefusalGround;
    /** The provision: "12(5)(b)", "17(3)(b)", "bdsg-34". */
    article: string;
    facts: string;
    /** Refused as a whole or in part. */
    part: "whole" | "part";
    until: Day | null;
    alternative: string;
  };

/** One part of what was asked that is refused while the rest goes its way. */
export type RefusedPart = {
  label: string;
  count: number | null;
  /** The provision: "15(4)", "17(3)(e)", "bdsg-34". */
  article: string;
  /** What else asks for the records, and until when; null where the provision says it all. */
  norm: string | null;
  until: Day | null;
  facts: string;
  alternative: string;
};

export type PartialRefusal = Every &
  Remedies & { parts: RefusedPart[]; /** By when the rest is answered. */ dueOn: Day };

export type Extension = Every &
  Remedies & {
    reason: "complexity" | "number" | "wave";
    facts: string;
    dueOn: Day;
    newDueOn: Day;
    /** What can be handed over already. */
    ready: string | null;
  };

export type IdentityQuery = Every & {
  /** Why there is doubt, concretely. */
  facts: string;
  /** The least that settles it. */
  item: string;
  /** The date of our answer that holds without a pause. */
  dueOn: Day;
  /** The last day to answer the question. */
  answerBy: Day;
  /** Whether the question leaves so soon that the clock rests until the answer. */
  rests: boolean;
  /** The letter goes by post, and there is no page to answer on. */
  onPaper: boolean;
};

export type NotIdentified = Every &
  Remedies & {
    /** Why there is doubt, concretely. */
    facts: string;
    /** The least that would help. */
    item: string;
  };

export type Cancellation = Every & { cancelledOn: Day; by: "subject" | "reviewer" | "system" };

export type LetterFacts = {
  acknowledgement: Acknowledgement;
  "stop-notice": StopNotice;
  access: AccessAnswer;
  erasure: ErasureAnswer;
  objection: StopAnswer;
  withdrawal: StopAnswer;
  refusal: Refusal;
  "partial-refusal": PartialRefusal;
  extension: Extension;
  "identity-query": IdentityQuery;
  "not-identified": NotIdentified;
  cancellation: Cancellation;
} & { [K in keyof MoreFacts]: Every & MoreFacts[K] & (K extends "address-change" ? object : Remedies) };
