/** That what is opened is what the events committed to, that each letter reads as it was frozen, and each file is the one that came. */
import { createHmac } from "node:crypto";
import canonicalize from "canonicalize";
import type { Event } from "../gdpr/evidence";
import type { Plan } from "../gdpr/plan-value";
import { renderText } from "../letters/render";
import { mostBytes, type Entry } from "./container";
import { sha256 } from "./digest";
import { fileName, filesSchema, letterName, letterSchema, names, type Opening } from "./format";
import type { Report } from "./problem";

type Opened = { openings: readonly Opening[]; plan: Plan | undefined; entries: readonly Entry[] };

/** Checks `opening.json` and the letters and files beside it; without openings none may be there. `events` by their number in the chain. */
export function verifyOpenings(
  { openings, plan, entries }: Opened,
  events: readonly (Event | undefined)[],
  report: Report,
): void {
  const wanted = new Map<string, Buffer>();
  const files = new Map<string, string>();
  const budget = { left: mostBytes };
  let before = -1;
  for (const opening of openings) {
    if (opening.seq <= before || !opens(opening, events[opening.seq])) report(names.opening, 0, "wrong-opening");
    before = opening.seq;
    const letter = letterText(opening.payload, budget);
    if (letter) wanted.set(letterName(opening.seq, letter.kind), letter.bytes);
    const named = filesSchema.safeParse(opening.payload).data?.files ?? [];
    for (const [no, { type, sha256: digest }] of named.entries()) files.set(fileName(opening.seq, no, type), digest);
  }
  verifyCurrentPlan(openings, plan, events, report);
  for (const { name, bytes } of entries.filter(({ name }) => name.startsWith("letters/"))) {
    if (!wanted.get(name)?.equals(bytes)) report(name, 0, "letter-differs");
    wanted.delete(name);
  }
  for (const { name, bytes } of entries.filter(({ name }) => name.startsWith("files/"))) {
    if (files.get(name) !== sha256(bytes)) report(name, 0, "file-differs");
    files.delete(name);
  }
  for (const name of [...wanted.keys(), ...files.keys()]) report(name, 0, "missing-entry");
}

function opens({ salt, payload }: Opening, event: Event | undefined): boolean {
  if (!event) return false;
  const key = Buffer.from(salt, "hex");
  // The plan is named by a hash too: under the request's own half of the salt, so that it stays when the plan is made anew.
  const named = event.fact !== "planned" || hmac(key.subarray(0, 32), payload) === event.data.plan;
  return named && hmac(key, payload) === event.commit;
}

function hmac(key: Buffer, payload: unknown): string {
  return createHmac("sha256", key)
    .update(canonicalize(payload) ?? "")
    .digest("hex");
}

function verifyCurrentPlan(
  openings: readonly Opening[],
  plan: Plan | undefined,
  events: readonly (Event | undefined)[],
  report: Report,
): void {
  const seq = events.findLastIndex((event) => event?.fact === "planned");
  const opening = openings.find((opening) => opening.seq === seq);
  if (opening && canonicalize(opening.payload) !== canonicalize(plan)) report(names.plan, 0, "plan-differs");
}

/** A letter's text; null for other payloads, and where its tables would make more text than a bundle can hold. */
function letterText(payload: unknown, budget: { left: number }): { kind: string; bytes: Buffer } | null {
  const { data: letter } = letterSchema.safeParse(payload);
  if (!letter) return null;
  // A table repeats its head for every row: a small payload could make a text without end.
  for (const block of letter.blocks)
    if ("table" in block) budget.left -= block.table.rows.length * block.table.head.join("").length;
  if (budget.left < 0) return null;
  return { kind: letter.kind, bytes: Buffer.from(renderText(letter)) };
}
