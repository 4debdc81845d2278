/** A request's evidence, made without a database: a lawful chain, its plan, a letter and what opens them. */
import { createHmac } from "node:crypto";
import canonicalize from "canonicalize";
import { noEvent, sealed, systemId, type Event } from "../gdpr/event";
import type { Fact } from "../gdpr/facts";
import type { Plan } from "../gdpr/plan-value";
import type { BundleInput } from "./write";

export const reference = "R-0K3V9T2M7QX4B8NC";
const [ana, rui] = ["a".repeat(32), "b".repeat(32)];
export const salt = Buffer.alloc(32, 7);
const own = Buffer.alloc(32, 9);
export const hmac = (key: Buffer, payload: unknown) =>
  createHmac("sha256", key)
    .update(canonicalize(payload) ?? "")
    .digest("hex");
export const commit = (payload: unknown) => hmac(Buffer.concat([salt, own]), payload);

export const plan: Plan = {
  v: 1,
  request: reference,
  right: "access",
  policy: "2026-11",
  decisions: [
    {
      source: "shop",
      category: "account",
      action: "export",
      mode: null,
      ground: "15(3)",
      rule: null,
      norm: null,
      until: null,
      count: 3,
      list: null,
    },
  ],
};
export const letter = {
  kind: "access",
  language: "en",
  title: "Your copy is ready",
  blocks: [
    { text: "Good day Ana," },
    { heading: "What is in it" },
    { list: ["one", "two"] },
    { table: { head: ["A"], rows: [["1"]] } },
  ],
};
const planned = hmac(salt, plan);

const told: [Fact, string, Record<string, string | number | null>, string | null][] = [
  ["received", ana, { channel: "portal", right: "access", receivedOn: "2026-11-23", dueOn: "2026-12-23" }, null],
  ["identified", systemId, { door: "oidc", authAgeSeconds: 4 }, null],
  ["planned", systemId, { plan: planned, decisions: 1, records: 3 }, commit(plan)],
  ["approved", rui, { plan: planned }, null],
  ["fulfilled", systemId, { plan: planned }, null],
  ["notified", systemId, { kind: "access" }, commit(letter)],
  ["exported", systemId, { form: "bundle" }, null],
];

type Line = (typeof told)[number];
/** What else happened: a copy that was packed, that was delivered; letters to the person before the answer. */
type More = { packed?: string; delivered?: string; letters?: number };

const withMore = ({ packed, delivered, letters = 0 }: More): Line[] =>
  told.flatMap((line): Line[] => {
    if (line[0] !== "notified") return [line];
    const before = Array.from({ length: letters }, (): Line => line);
    const made: Line = ["package-made", systemId, { sha256: packed ?? "", bytes: 4, records: 3 }, null];
    const gone: Line = ["delivered", systemId, { letter: "access", package: delivered ?? "" }, null];
    return [...before, ...(packed ? [made] : []), line, ...(delivered ? [gone] : [])];
  });

/** The chain, with facts changed or left out before it is sealed, and with what else happened. */
export function chain(change: (line: Line, i: number) => Line | null = (line) => line, more: More = {}): Event[] {
  let prev = noEvent;
  return withMore(more)
    .map(change)
    .filter((line) => line !== null)
    .map(([fact, id, data, commit], seq) => {
      const role = id === systemId ? "system" : id === ana ? "subject" : "reviewer";
      const at = `2026-11-23T09:00:${String(seq).padStart(2, "0")}.000Z`;
      const event = sealed({ v: 1, request: reference, seq, at, fact, actor: { role, id }, data, commit, prev });
      prev = event.hash;
      return event;
    });
}

export const opening = (seq: number, payload: unknown) => ({
  seq,
  salt: Buffer.concat([salt, own]).toString("hex"),
  payload,
});

const opened = ({ fact, seq, commit }: Event) =>
  commit === null
    ? []
    : [{ seq, salt: Buffer.concat([salt, own]).toString("hex"), payload: fact === "planned" ? plan : letter }];

/** A signed-off story of fifty events with letters, the plan and their openings. */
export const fifty = (): BundleInput => evidence({ personal: true, events: chain(undefined, { letters: 43 }) });

/** What a bundle of that request is made from. */
export function evidence(fields: Partial<BundleInput> = {}): BundleInput {
  const personal = fields.personal ?? false;
  const events = fields.events ?? chain();
  return {
    reference,
    demo: true,
    personal,
    shredded: false,
    events,
    approvals: [{ kind: "approval", plan: planned, by: rui, at: "2026-11-23T09:00:03.000Z" }],
    log: null,
    plan,
    openings: personal ? events.flatMap(opened) : [],
    ...fields,
  };
}
