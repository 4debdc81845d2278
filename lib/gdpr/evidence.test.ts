import { readFileSync } from "node:fs";
import fc from "fast-check";
import { canonicalize as otherCanonicalize } from "json-canonicalize";
import { describe, expect, test } from "vitest";
import { eventHash, eventLine, sealed, verifyEvents, type Event, type EventBody } from "./evidence";
import { eventSchema, hashOfText, noEvent, systemId } from "./event";
import type { Fact } from "./facts";

const vectors = readFileSync(new URL("event-vectors.fixture.jsonl", import.meta.url), "utf8");
const events = vectors.trimEnd().split("\n").map((line) => JSON.parse(line) as Event); // prettier-ignore
const request = "R-0K3V9T2M7QX4B8NC";
const plan = "9".repeat(64);

type Step = { fact: Fact; data: Event["data"]; at?: string; request?: string; seq?: number };

/** A chain with right hashes, whatever it says: what a forger with the code could write. */
function chain(steps: Step[]): string {
  let prev = noEvent;
  return steps
    .map(({ fact, data, at, ...other }, seq) => {
      const body: EventBody = {
        v: 1,
        request,
        seq,
        at: at ?? `2026-11-23T09:00:${String(seq).padStart(2, "0")}.000Z`,
        fact,
        actor: { role: "system", id: systemId },
        data,
        commit: null,
        prev,
        ...other,
      };
      const event = sealed(body);
      prev = event.hash;
      return `${eventLine(event)}\n`;
    })
    .join("");
}

const received: Step = {
  fact: "received",
  data: { channel: "portal", right: "erasure", receivedOn: "2026-11-23", dueOn: "2026-12-23" },
};
const identified: Step = { fact: "identified", data: { door: "oidc", authAgeSeconds: 41 } };
const planned: Step = { fact: "planned", data: { plan, decisions: 2, records: 7 } };
const approved: Step = { fact: "approved", data: { plan } };
const fulfilled: Step = { fact: "fulfilled", data: { plan } };
const delivered: Step = { fact: "delivered", data: { letter: "erasure", package: null } };
const mailed: Step = { fact: "mailed", data: { letter: "erasure", outcome: "accepted" } };
const whole = [received, identified, planned, approved, fulfilled, delivered, mailed];
const codes = (jsonl: string) => verifyEvents(jsonl).problems.map(({ line, code }) => `${line} ${code}`);

describe("format v1", () => {
  test.each(events.map((event) => [event.fact, event] as const))("vector %s: hash and shape", (_, event) => {
    const { hash, ...body } = event;
    expect(eventHash(body)).toBe(hash);
    expect(eventSchema.safeParse(event).success).toBe(true);
  });

  test("the vectors are a chain without a problem", () => {
    expect(verifyEvents(vectors, "chain.jsonl")).toEqual({
      problems: [],
      head: "d15eb80092eb2d6759df7661125c035971714bb2b51ba32021098bfe7b196704",
      events: 3,
      state: "planned",
    });
  });

  const values = fc.oneof(
    fc.integer(),
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constant(null),
  );
  test("hashes agree with another implementation of RFC 8785", () =>
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "grapheme" }), values), (data) => {
        fc.pre(!Object.hasOwn(data, "__proto__"));
        const body = { ...events[0]!, data };
        expect(eventHash(body)).toBe(hashOfText(otherCanonicalize(body)));
      }),
    ));

  test.each([
    ["a name in the data", { data: { ...received.data, name: "Ana" } }],
    ["free text", { data: { ...received.data, channel: "my lawyer" } }],
    ["a day that does not exist", { data: { ...received.data, dueOn: "2026-02-30" } }],
    ["a reference of another alphabet", { request: "R-0K3V9T2M7QX4B8NI" }],
    ["a person with the id of the system", { actor: { role: "subject", id: systemId } }],
    ["an instant without milliseconds", { at: "2026-11-23T09:00:00Z" }],
    ["a number beyond 2^53", { seq: 2 ** 53 }],
  ])("refuses %s", (_, change) => {
    const { hash: _hash, ...body } = events[0]!;
    expect(() => sealed({ ...body, ...change } as EventBody)).toThrow();
  });
});

describe("the verifier names every problem by line", () => {
  const tail = { ...received, data: { ...received.data, receivedOn: "2026-11-25" } };
  const notIdentified: Step = { fact: "not-identified", data: {} };
  test.each<[string, string, string[]]>([
    ["a whole life", chain(whole), []],
    ["not identified, then the answer comes", chain([received, notIdentified, received, identified]), []],
    ["no events", "", ["1 empty"]],
    ["no line feed at the end", chain(whole).trimEnd(), ["7 not-canonical"]],
    ["an empty line", `${chain([received])}\n`, ["2 not-json"]],
    ["a space", chain([received]).replace(":", ": "), ["1 not-canonical"]],
    ["a cut middle", chain(whole).split("\n").toSpliced(2, 1).join("\n"), ["3 broken-link", "3 gap", "3 illegal-move", "4 gap", "5 gap", "6 gap"]],
    ["an altered count", chain(whole).replace('"records":7', '"records":8'), ["3 wrong-hash"]],
    ["an altered hash", chain([received, identified]).replace(/"hash":"./, '"hash":"g'), ["1 bad-shape", "1 wrong-hash", "2 broken-link", "2 illegal-move"]],
    ["another request", chain([received, { ...identified, request: "R-0000000000000000" }]), ["2 wrong-request"]],
    ["a gap with right hashes", chain([received, { ...identified, seq: 2 }]), ["2 gap"]],
    ["time that goes back", chain([received, { ...identified, at: "2026-11-23T08:59:59.999Z" }]), ["2 time-goes-back"]],
    ["a plan before identity", chain([received, planned]), ["2 illegal-move"]],
    ["a life that starts in the middle", chain([identified]), ["1 illegal-move"]],
    ["a note before receipt", chain([mailed]), ["1 illegal-move"]],
    ["a move after the end", chain([...whole, approved]), ["8 after-close"]],
    ["a moved date of receipt", chain([received, notIdentified, tail]), ["3 receipt-moved"]],
    ["the system's chain", chain([{ fact: "policy-adopted", data: { policy: plan }, request: "system" }]), []],
    ["a request's fact in the system's chain", chain([{ ...received, request: "system" }]), ["1 illegal-move"]],
    ["no JSON at all", "PK\u0003\u0004\n", ["1 not-json"]],
    ["JSON that is no object", "[]\nnull\n", ["1 not-json", "2 not-json"]],
  ])("%s", (_, jsonl, expected) => expect(codes(jsonl)).toEqual(expected)); // prettier-ignore

  test("replaying gives the state: the last moving fact", () => {
    whole.forEach((step, i) => {
      const state = verifyEvents(chain(whole.slice(0, i + 1))).state;
      expect(state).toBe(step.fact === "mailed" ? "delivered" : step.fact);
    });
  });

  test("any change of one character is reported", () =>
    fc.assert(
      fc.property(
        fc.nat(),
        fc.constantFrom("put", "cut", "change"),
        fc.string({ minLength: 1, maxLength: 1 }),
        (n, kind, char) => {
          const jsonl = chain(whole);
          const at = n % jsonl.length;
          const cut = jsonl.slice(0, at) + (kind === "cut" ? "" : char) + jsonl.slice(kind === "put" ? at : at + 1);
          fc.pre(cut !== jsonl);
          expect(verifyEvents(cut).problems).not.toEqual([]);
        },
      ),
      { numRuns: 500 },
    ));

  test("any single bit that flips is reported", () => {
    const bytes = Buffer.from(chain([received, identified]));
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(verifyEvents(flipped.toString("utf8")).problems).not.toEqual([]);
    }
  });

  test("no text makes it throw", () => {
    fc.assert(fc.property(fc.string(), (text) => void verifyEvents(text)));
    fc.assert(fc.property(fc.json(), (text) => void verifyEvents(`${text}\n`)));
    expect(codes(`{"a":${"[".repeat(50_000)}${"]".repeat(50_000)}}\n`)).toContain("1 bad-shape");
  });
});
