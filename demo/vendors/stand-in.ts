/**
 * What a stand-in of a vendor is: it answers as the vendor documents, keeps state, and is told when to fail. Plain
 * `node:http`; nothing of the portal is in here.
 */
import type { IncomingHttpHeaders } from "node:http";

/** A request as it came, its body whole. `path` is without the vendor's prefix and without the query. */
export type Asked = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
};

/** `body` is sent as JSON unless it is text or bytes (`Buffer`); a stream (`Readable`) is sent as it comes. */
export type Answered = {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
};

/** A person of the shop, as a vendor would know them. Vendors take from it what they hold. */
export type Known = {
  email: string;
  name: string;
  language: "en" | "de";
  account: string | null;
  /** What the shop wrote down of other systems' numbers: `helpdesk`, `hotjar`, …; of a `ticket` its topic and days too. */
  ids: Readonly<Record<string, readonly string[]>>;
  /** Whether they confirmed the newsletter, and when (ISO), or null. */
  newsletterSince: string | null;
};

/** What the page of the vendors shows of a system. */
export type Shown = {
  name: string;
  label?: string;
  state(): unknown;
  /** What it was told to change, oldest first. */
  orders: readonly { at: string; what: string; answer: string }[];
};

export type StandIn = {
  /** The first part of every path: `/mailchimp/3.0/…`. */
  name: string;
  /** What a person calls the vendor, where that is another word. */
  label?: string;
  answer(asked: Asked, now: Date): Answered | Promise<Answered>;
  /** What it holds about these people from the start; replaces whatever it held. */
  fill(people: readonly Known[]): void;
  /** What it holds, for a test or an onlooker: plain values. Lists of flat records are shown as tables. */
  state(): unknown;
  /** Takes back what `state` gave: so it goes on where it stood after a restart. Without it, it begins anew. */
  restore?(state: unknown): void;
  /** Does what is due by `now`: jobs that finish, deletions that run. Called before every answer and every look. */
  pass?(now: Date): void;
};

/** How the next answers fail, one after the other: each is used once, then the vendor answers as always. */
export type Fault = Failure & {
  /** Only for a request whose method and path begin so: `POST /v1/organizations`. Other requests pass it by. */
  on?: string;
};

export type Failure =
  /** Another answer instead; nothing is done. */
  | { kind: "answer"; status: number; headers?: Record<string, string>; body?: unknown }
  /** The request is carried out, and the connection ends before the answer. */
  | { kind: "lost-answer" }
  /** The connection ends at once; nothing is done. */
  | { kind: "reset" }
  /** No answer ever comes; nothing is done. */
  | { kind: "hang" }
  /** The right answer, one byte at a time, so slowly that it never ends in time. */
  | { kind: "drip" }
  /** The right answer, cut in the middle. */
  | { kind: "truncated" }
  /** A gzip answer that unpacks to `mebibytes` of nothing; nothing is done. */
  | { kind: "gzip-bomb"; mebibytes: number };

/** One request in the log of a stand-in. Writes are all methods but GET and HEAD. */
export type Logged = { at: string; method: string; path: string; query: string; body: string; status: number | null };
