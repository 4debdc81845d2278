/** An erasure told by its events, from the receipt to a kept invoice, with everything that a report can say. */
import { noEvent, sealed, systemId, type Event } from "../gdpr/event";
import type { Fact } from "../gdpr/facts";
import type { Decision, Plan } from "../gdpr/plan-value";
import type { ReportInput } from "./report";

export const reference = "R-0K3V9T2M7QX4B8NC";
export const [ana, rui, dora] = ["a".repeat(32), "b".repeat(32), "c".repeat(32)];
export const planned = "9f2c41ab".repeat(8);
const operation = "0".repeat(32);
const duty = "d".repeat(32);

const line = (fields: Partial<Decision> & Pick<Decision, "category" | "action">): Decision => ({
  source: "shop",
  mode: null,
  ground: "17(1)(a)",
  rule: null,
  norm: null,
  until: null,
  count: 1,
  list: null,
  ...fields,
});
export const plan: Plan = {
  v: 1,
  request: reference,
  right: "erasure",
  policy: "2026-11",
  decisions: [
    line({ category: "account", action: "erase", count: 3 }),
    line({
      category: "invoice",
      action: "restrict",
      mode: "retention-lock",
      ground: "17(3)(b)",
      rule: "voucher",
      norm: "§ 147(1) no. 4, (3) AO",
      until: "2035-01-01",
      count: 12,
    }),
    line({ category: "tickets", source: "helpdesk", action: "keep", ground: "17(3)(e)", norm: "legal hold", count: 2 }),
  ],
};

type Told = [at: string, fact: Fact, id: string, data: Record<string, string | number | null>];
const effect = { done: 3, gone: 1, held: 0, operation };
export const told: Told[] = [
  ["2026-11-26T09:00:00.000Z", "received", ana, { channel: "portal", right: "erasure", receivedOn: "2026-11-26", dueOn: "2026-12-28" }],
  ["2026-11-26T09:00:01.000Z", "identified", systemId, { door: "oidc", authAgeSeconds: 4 }],
  ["2026-11-26T09:01:00.000Z", "notified", systemId, { kind: "acknowledgement" }],
  ["2026-11-26T09:02:00.000Z", "mailed", systemId, { letter: "acknowledgement", outcome: "accepted" }],
  ["2026-11-27T09:00:00.000Z", "planned", systemId, { plan: planned, decisions: 3, records: 17 }],
  ["2026-11-27T10:00:00.000Z", "answered-doubt", rui, { source: "helpdesk", category: "tickets", answer: "theirs" }],
  ["2026-11-27T11:00:00.000Z", "first-approved", rui, { plan: planned }],
  ["2026-11-27T12:00:00.000Z", "second-approved", dora, { plan: planned }],
  ["2026-11-27T12:00:00.000Z", "approved", dora, { plan: planned }],
  ["2026-11-27T13:00:00.000Z", "executed", systemId, { plan: planned, decision: 0, action: "erase", ...effect }],
  ["2026-11-27T13:01:00.000Z", "removal-confirmed", systemId, { decision: 0, ...effect }],
  ["2026-11-27T13:02:00.000Z", "duty-made", systemId, { duty, category: "invoice", dueOn: "2035-01-01" }],
  ["2026-11-27T13:03:00.000Z", "looked-again", systemId, { left: 0, kept: 14, arrivedLater: 1 }],
  ["2026-11-27T13:04:00.000Z", "fulfilled", systemId, { plan: planned }],
  ["2026-11-27T13:05:00.000Z", "recipient-told", systemId, { recipient: "dhl", effectiveOn: "2026-12-01" }],
  ["2026-11-27T13:06:00.000Z", "recipient-not-told", rui, { recipient: "agency", because: "impossible" }],
  ["2026-11-27T13:07:00.000Z", "notified", systemId, { kind: "erasure" }],
  ["2026-11-27T13:08:00.000Z", "delivered", systemId, { letter: "erasure", package: null }],
  ["2026-11-27T13:09:00.000Z", "mailed", systemId, { letter: "erasure", outcome: "accepted" }],
  ["2026-11-30T08:00:00.000Z", "exported", dora, { form: "bundle" }],
]; // prettier-ignore
const roles = { [systemId]: "system", [ana]: "subject", [rui]: "reviewer", [dora]: "dpo" } as const;

/** The chain of these lines. */
export function chained(lines: readonly Told[] = told): Event[] {
  let prev = noEvent;
  return lines.map(([at, fact, id, data], seq) => {
    const actor = { role: roles[id] ?? "system", id };
    const event = sealed({ v: 1, request: reference, seq, at, fact, actor, data, commit: null, prev });
    prev = event.hash;
    return event;
  });
}

export function input(fields: Partial<ReportInput> = {}): ReportInput {
  return {
    reference,
    demo: false,
    personal: false,
    shredded: false,
    events: chained(),
    approvals: [
      { kind: "approval", plan: planned, by: rui, at: "2026-11-27T11:00:00.000Z" },
      { kind: "second", plan: planned, by: dora, at: "2026-11-27T12:00:00.000Z" },
    ],
    log: null,
    plan,
    openings: [],
    language: "en",
    names: {
      category: { account: "Customer account", invoice: "Invoices" },
      source: { shop: "Shop database" },
      recipient: { dhl: "DHL Paket GmbH" },
      purpose: {},
    },
    land: "DE-BE",
    zone: "Europe/Berlin",
    ...fields,
  };
}

/** The same with so many looks in between that the chain has `n` events. */
export function long(n: number): ReportInput {
  const looks: Told[] = Array.from({ length: n - told.length }, () => [
    "2026-11-28T00:00:00.000Z",
    "looked",
    rui,
    { source: "shop", category: "account" },
  ]);
  return input({ events: chained([...told.slice(0, -1), ...looks, ...told.slice(-1)]) });
}
