/** Whole bundles of random shape: every way through the life of a request, with all that can lie beside the events. */
import { createHmac } from "node:crypto";
import canonicalize from "canonicalize";
import { noEvent, sealed, systemId, type Event } from "../gdpr/event";
import type { Fact } from "../gdpr/facts";
import type { Plan } from "../gdpr/plan-value";
import { mayFollow, states, type State } from "../gdpr/request";
import { rights, type Right } from "../gdpr/right";
import type { Signer } from "../log/note";
import { dice, type Dice } from "./dice.fixture";
import { sha256 } from "./digest";
import type { Approval, LogProofs } from "./format";
import { logWith } from "./log.fixture";
import type { BundleInput } from "./write";

type Data = Event["data"];
/** A file that came with the request, and the payload that names it. */
const scan = Buffer.from("%PDF-1.7 a letter");
const named = { id: "1", name: "letter.pdf", type: "pdf", bytes: scan.length, sha256: sha256(scan) };

type Told = { fact: Fact; data: Data; by?: "subject" | "reviewer" | "dpo"; payload?: unknown };

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const effect = { done: 3, gone: 1, held: 0 };
const notes: Told[] = [
  { fact: "looked", data: { source: "shop", category: "account" }, by: "reviewer" },
  { fact: "extended", data: { dueOn: "2027-02-23", reason: "complexity" }, by: "reviewer" },
  { fact: "mailed", data: { letter: "access", outcome: "accepted" } },
  { fact: "downloaded", data: { count: 1 }, by: "subject" },
  { fact: "duty-made", data: { duty: "d".repeat(32), category: "order", dueOn: null } },
  { fact: "duty-done", data: { duty: "d".repeat(32), ...effect, left: 0 } },
  { fact: "looked-again", data: { left: 0, kept: 3, arrivedLater: 1 } },
  { fact: "exported", data: { form: "report" }, by: "reviewer" },
  { fact: "package-destroyed", data: {} },
  { fact: "waits", data: { for: null } },
  { fact: "files-kept", data: { files: 2, bytes: 34 }, by: "reviewer", payload: { files: [named, named] } },
  { fact: "answered-doubt", data: { source: "shop", category: "order", answer: "theirs" }, by: "reviewer", payload: "because" },
]; // prettier-ignore

/** A text with everything that people and machines write: letters of all kinds, controls, marks, halves of nothing. */
const text = ({ below, one }: Dice): string =>
  Array.from({ length: below(30) }, () => one(["a", "ß", "日", "😀", " ", "\n", "\t", "\u0007", "\u202e", '"', "\\", "=", "é", "</b>"])).join(""); // prettier-ignore

function letter(roll: Dice) {
  const block = () =>
    roll.one([
      { heading: text(roll) },
      { text: text(roll) },
      { list: [text(roll), text(roll)] },
      { table: { head: [text(roll), "B"], rows: [[text(roll), "1"], ["2"]] } },
    ]);
  const kind = roll.one(["access", "erasure", "extension", "acknowledgement", "refusal"]);
  return { kind, language: "en", title: text(roll), blocks: Array.from({ length: roll.below(6) }, block) };
}

function plan(roll: Dice, request: string, right: Right): Plan {
  const decision = () => ({
    source: roll.one(["shop", "crm", "mail"]),
    category: roll.one(["account", "order", "ticket"]),
    action: roll.one(["erase", "keep", "export"] as const),
    mode: null,
    ground: roll.one([null, "17(1)(a)"]),
    rule: null,
    norm: null,
    until: roll.one([null, "2031-01-01"]),
    count: roll.one([null, roll.below(1000)]),
    list: roll.one([null, roll.hex(64)]),
  });
  return { v: 1, request, right, policy: "2026-11", decisions: Array.from({ length: roll.below(5) }, decision) };
}

const hmac = (key: Buffer, payload: unknown) => createHmac("sha256", key).update(canonicalize(payload) ?? "").digest("hex"); // prettier-ignore

/** The story of a request: from its receipt until it ends, or until nobody goes on. */
function story(roll: Dice, request: string, salt: Buffer) {
  const right = roll.one(Object.keys(rights) as Right[]);
  const received = { channel: "portal", right, receivedOn: "2026-11-23", dueOn: "2026-12-23" };
  const told: Told[] = [{ fact: "received", data: received, by: "subject" }];
  const approvals: Omit<Approval, "at">[] = [];
  let [state, last, made, copy]: [State, Plan | null, string | null, string | null] = ["received", null, null, null];
  const aside = () => {
    while (roll.once(3)) told.push(roll.one(notes));
    if (roll.once(3)) {
      const payload = letter(roll);
      told.push({ fact: "notified", data: { kind: payload.kind }, payload });
    }
  };
  const approve = (kind: Approval["kind"], fact: Fact, data: Data, by: "reviewer" | "dpo") => {
    told.push({ fact, data, by });
    approvals.push({ kind, plan: made ?? "", by: ids[by] });
  };
  const steps: Partial<Record<State, () => void>> = {
    received: () => told.push({ fact: "received", data: received, by: "subject" }),
    identified: () => told.push({ fact: "identified", data: { door: "oidc", authAgeSeconds: roll.one([null, 4]) } }),
    planned: () => {
      last = plan(roll, request, right);
      made = hmac(salt, last);
      const records = last.decisions.reduce((sum, { count }) => sum + (count ?? 0), 0);
      told.push({ fact: "planned", data: { plan: made, decisions: last.decisions.length, records }, payload: last });
    },
    approved: () => {
      if (roll.once(3)) approve("opinion", "opinion", { opinion: "agrees" }, "dpo");
      if (roll.once(2)) approve("approval", "first-approved", { plan: made }, "reviewer");
      if (roll.once(4)) return void told.push({ fact: "approved", data: { plan: made } });
      approve("approval", "approved", { plan: made }, "reviewer");
    },
    fulfilled: () => {
      if (made)
        for (let n = roll.below(4); n > 0; n--)
          told.push({ fact: "executed", data: { plan: made, decision: n, action: "erase", ...effect, operation: roll.hex(32) } }); // prettier-ignore
      if (roll.once(2)) {
        copy = roll.hex(64);
        told.push({ fact: "package-made", data: { sha256: copy, bytes: 4, records: 3 } });
      }
      told.push({ fact: "fulfilled", data: { plan: made } });
    },
    delivered: () => told.push({ fact: "delivered", data: { letter: "access", package: copy } }),
    refused: () =>
      told.push({ fact: "refused", data: { ground: "12(5)(b)" }, by: "reviewer", payload: { facts: text(roll) } }),
    cancelled: () => told.push({ fact: "cancelled", data: { by: "subject" }, by: "subject" }),
    "not-identified": () => told.push({ fact: "not-identified", data: {} }),
  };
  for (aside(); !roll.once(12); aside()) {
    const next = states.filter((one) => mayFollow(state, one));
    if (next.length === 0) break;
    state = roll.one(next);
    steps[state]?.();
  }
  aside();
  told.push({ fact: "exported", data: { form: "bundle" }, by: "reviewer" });
  return { told, approvals, plan: last as Plan | null, copy };
}

const ids = { subject: "a".repeat(32), reviewer: "b".repeat(32), dpo: "c".repeat(32) };

/** A whole bundle's input, drawn from a number; `copy` is the digest of the copy that was made in it, if any. */
export function randomEvidence(seed: number, signers: readonly Signer[], sign: (text: string) => string) {
  const roll = dice(seed);
  const reference = `R-${Array.from({ length: 16 }, () => roll.one([...crockford])).join("")}`;
  const salt = Buffer.from(roll.hex(64), "hex");
  const { told, approvals, plan: last, copy } = story(roll, reference, salt);
  const shredded = roll.once(5);
  const personal = roll.once(2);
  const openings: BundleInput["openings"][number][] = [];
  let [prev, at] = [noEvent, Date.UTC(2026, 10, 23, 9)];
  const events = told.map(({ fact, data, by, payload }, seq): Event => {
    const key = Buffer.concat([salt, Buffer.from(roll.hex(64), "hex")]);
    at += roll.below(10_000_000);
    const commit = payload === undefined ? null : hmac(key, payload);
    // Some payloads stay closed: reasons that were given inside the house.
    if (commit && !roll.once(6)) openings.push({ seq, salt: key.toString("hex"), payload });
    const actor = by ? { role: by, id: ids[by] } : ({ role: "system", id: systemId } as const);
    const event = sealed({ v: 1, request: reference, seq, at: new Date(at).toISOString(), fact, actor, data, commit, prev }); // prettier-ignore
    prev = event.hash;
    return event;
  });
  const input: BundleInput = {
    reference,
    demo: roll.once(2),
    personal,
    shredded,
    events,
    approvals: approvals.map((one) => ({ ...one, at: new Date(at).toISOString() })),
    log: logOf(roll, events, sign),
    plan: shredded ? null : last,
    openings: personal && !shredded ? openings : [],
    files: openings.flatMap(({ payload }) => ((payload as { files?: unknown[] } | null)?.files ?? []).map(() => scan)),
  };
  return { input, copy, signers: roll.once(8) ? [] : signers };
}

function logOf(roll: Dice, events: readonly Event[], sign: (text: string) => string): LogProofs | null {
  if (roll.once(3)) return null;
  const covered = 1 + roll.below(events.length);
  const before = new Set(Array.from({ length: roll.below(4) }, () => 1 + roll.below(2 * covered - 1)));
  return logWith(
    events,
    covered,
    sign,
    [...before].toSorted((a, b) => a - b),
  );
}
