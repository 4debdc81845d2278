/**
 * Art. 5(2): evidence that somebody can check who trusts nobody.
 *
 * The verifier reports every problem by line; none means that the events are those that were recorded, in their order,
 * and that each was lawful after the one before it.
 */
import canonicalize from "canonicalize";
import { eventSchema, hashOfText, noEvent, type Event } from "./event";
import { moves } from "./facts";
import { isClosed, mayFollow, type State } from "./request";

export { eventHash, eventLine, sealed, type Event, type EventBody } from "./event";

export const problemCodes = [
  "not-json",
  "bad-shape",
  "not-canonical",
  "wrong-hash",
  "broken-link",
  "gap",
  "wrong-request",
  "time-goes-back",
  "illegal-move",
  "after-close",
  "receipt-moved",
  "empty",
] as const;
export type ProblemCode = (typeof problemCodes)[number];
/** `line` counts from 1. */
export type Problem = { file: string; line: number; code: ProblemCode };

export type Verified = {
  problems: Problem[];
  /** Hash of the last event, null when there is none that can be read. */
  head: string | null;
  events: number;
  /** The state that replaying the events gives; null without one, and for the chain of the system. */
  state: State | null;
};

/** What the lines so far say; null where a line could not be read and the next cannot be held against it. */
type Chain = {
  prev: string | null;
  request: string | null;
  at: string;
  state: State | null;
  receivedOn: string | null;
};

/** Checks the lines of one evidence file (JSON Lines, each ended by a line feed). Never throws on any text. */
export function verifyEvents(jsonl: string, file = "events.jsonl"): Verified {
  const lines = jsonl.split("\n");
  const problems: Problem[] = [];
  const report = (line: number, code: ProblemCode) => problems.push({ file, line, code });
  if (lines.pop() !== "") report(lines.length + 1, "not-canonical");
  if (lines.length === 0) report(1, "empty");
  const chain = chainCheck(file, problems);
  for (const line of lines) {
    const raw = parsed(line);
    if (raw === undefined) chain.skip("not-json");
    else {
      if (canonicalOf(raw) !== line) report(chain.events() + 1, "not-canonical");
      chain.take(raw);
    }
  }
  return { problems, head: lines.length === 0 ? null : chain.head(), events: lines.length, state: chain.state() };
}

/** Events of one chain, taken one after the other: for chains that are too long to be held at once. */
export type ChainCheck = {
  /** The next event, with its hash; never throws, whatever its shape. */
  take(raw: Record<string, unknown>): void;
  /** In its place stood something that is no event at all. */
  skip(code: ProblemCode): void;
  /** How many were taken or skipped. */
  events(): number;
  /** Hash of the last event; null when it could not be read. */
  head(): string | null;
  state(): State | null;
};

/** Begins a chain; what is wrong with it is added to `problems` under the name `file`. */
export function chainCheck(file: string, problems: Problem[]): ChainCheck {
  const chain: Chain = { prev: noEvent, request: null, at: "", state: null, receivedOn: null };
  let seq = 0;
  const report = (code: ProblemCode) => void problems.push({ file, line: seq + 1, code });
  return {
    take(raw) {
      verifyEvent(raw, seq, chain, report);
      seq += 1;
    },
    skip(code) {
      report(code);
      chain.prev = null;
      seq += 1;
    },
    events: () => seq,
    head: () => chain.prev,
    state: () => chain.state,
  };
}

function verifyEvent(
  raw: Record<string, unknown>,
  seq: number,
  chain: Chain,
  report: (code: ProblemCode) => void,
): void {
  const { data: event } = eventSchema.safeParse(raw);
  if (!event) report("bad-shape");
  // What can be checked of a line with a foreign shape is checked too: an attacker may hope that it is not.
  const { hash, ...body } = raw;
  if (hashOf(body) !== hash) report("wrong-hash");
  if (chain.prev !== null && body.prev !== chain.prev) report("broken-link");
  if (body.seq !== seq) report("gap");
  if (chain.request !== null && body.request !== chain.request) report("wrong-request");
  chain.prev = typeof hash === "string" ? hash : null;
  if (!event) return;
  if (event.at < chain.at) report("time-goes-back");
  verifyMove(event, chain, report);
  Object.assign(chain, { request: chain.request ?? event.request, at: event.at });
}

/** The lifecycle: the status of a request is its last moving fact. */
function verifyMove({ request, fact, data }: Event, chain: Chain, report: (code: ProblemCode) => void): void {
  if (request === "system") {
    if (moves(fact)) report("illegal-move");
    return;
  }
  if (!moves(fact)) {
    if (chain.state === null) report("illegal-move");
    return;
  }
  if (chain.state === null ? fact !== "received" : !mayFollow(chain.state, fact))
    report(chain.state !== null && isClosed(chain.state) ? "after-close" : "illegal-move");
  if (fact === "received") {
    const receivedOn = String(data.receivedOn);
    if (chain.receivedOn !== null && chain.receivedOn !== receivedOn) report("receipt-moved");
    chain.receivedOn ??= receivedOn;
  }
  chain.state = fact;
}

/** One line, without its line feed, for itself: the event, or the first thing that is wrong with it. Never throws. */
export function canonicalEvent(line: string): Event | ProblemCode {
  const raw = parsed(line);
  if (raw === undefined) return "not-json";
  if (canonicalOf(raw) !== line) return "not-canonical";
  const { hash, ...body } = raw;
  if (hashOf(body) !== hash) return "wrong-hash";
  return eventSchema.safeParse(raw).data ?? "bad-shape";
}

/** The line as a JSON object; undefined when it is none. */
function parsed(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Canonical text, undefined for what has none (lone surrogates, nesting without end). */
function canonicalOf(value: unknown): string | undefined {
  try {
    return canonicalize(value);
  } catch {
    return undefined;
  }
}

function hashOf(body: Record<string, unknown>): string | undefined {
  const text = canonicalOf(body);
  return text === undefined ? undefined : hashOfText(text);
}
