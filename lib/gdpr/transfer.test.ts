/** Art. 20(2): what an answer means. What may have arrived is never told as if it had not. */
import { describe, expect, test } from "vitest";
import { day } from "./day";
import { afterAttempt, holdsAnswer, type Attempt } from "./transfer";

const now = new Date("2026-11-20T10:00:00Z");
const until = new Date("2026-11-22T10:00:00Z");
const first = { attempts: 1, inDoubt: false, now, until };
const answered = (status: number, sent = true, waitSeconds: number | null = null): Attempt => ({
  kind: "answered",
  status,
  sent,
  waitSeconds,
});
const silent = (why: "no-address" | "certificate" | "no-connection" | "too-slow", sent: boolean): Attempt => ({
  kind: "silent",
  why,
  sent,
});

describe("one attempt", () => {
  test.each([200, 201, 202, 204])("%i takes it, also where an earlier attempt may have arrived", (status) => {
    expect(afterAttempt(answered(status), { ...first, inDoubt: true })).toEqual({ end: "accepted", inDoubt: false });
  });

  test.each([301, 302, 307, 400, 401, 403, 404, 409, 410, 413, 415, 422, 501])("%i refuses it for good", (status) => {
    expect(afterAttempt(answered(status, false), first)).toEqual({ end: "refused", inDoubt: false });
  });

  test.each([408, 425, 429, 500, 503, 507])("%i is asked again and leaves no doubt", (status) => {
    const next = { end: null, inDoubt: false, at: new Date("2026-11-20T10:00:10Z") };
    expect(afterAttempt(answered(status), first)).toEqual(next);
  });

  test.each([502, 504])("%i after the file has left leaves a doubt; before it none", (status) => {
    expect(afterAttempt(answered(status), first)).toMatchObject({ end: null, inDoubt: true });
    expect(afterAttempt(answered(status, false), first)).toMatchObject({ end: null, inDoubt: false });
  });

  test("no answer after bytes have left is a doubt; without a connection there is none", () => {
    expect(afterAttempt(silent("too-slow", true), first)).toMatchObject({ end: null, inDoubt: true });
    expect(afterAttempt(silent("no-connection", false), first)).toMatchObject({ end: null, inDoubt: false });
  });

  test("a certificate that is none is not tried again", () => {
    expect(afterAttempt(silent("certificate", false), first)).toMatchObject({ end: "unreachable" });
  });
});

describe("several attempts", () => {
  test("a refusal after a doubt does not take the doubt away: a code may have been used by the attempt that was lost", () => {
    expect(afterAttempt(answered(401, false), { ...first, inDoubt: true })).toEqual({ end: "unknown", inDoubt: true });
  });

  test("what is asked for with Retry-After is kept, and the pauses grow", () => {
    const at = (attempts: number, wait: number | null) => {
      const next = afterAttempt(answered(429, true, wait), { ...first, attempts });
      return next.end === null ? (next.at.getTime() - now.getTime()) / 1000 : null;
    };
    expect([1, 2, 3, 4, 5, 6, 99].map((attempts) => at(attempts, null))).toEqual([
      10, 60, 300, 1800, 7200, 14400, 14400,
    ]);
    expect(at(1, 3_600)).toBe(3_600);
    expect(at(3, 5)).toBe(300);
  });

  test("an end comes: by what is known", () => {
    const late = { ...first, until: new Date("2026-11-20T10:00:05Z") };
    expect(afterAttempt(answered(503), late).end).toBe("refused");
    expect(afterAttempt(silent("no-connection", false), late).end).toBe("unreachable");
    expect(afterAttempt(silent("no-connection", true), late).end).toBe("unknown");
    expect(afterAttempt(silent("no-address", false), { ...late, inDoubt: true }).end).toBe("unknown");
    expect(afterAttempt(answered(429, true, 999_999), first).end).toBe("refused");
  });
});

test("the answer waits for what becomes of it, and never beyond the date", () => {
  const about = { namedAt: now, now, today: day("2026-11-20"), dueOn: day("2026-12-20") };
  for (const state of ["named", "confirmed", "sending", "unknown"] as const) {
    expect(holdsAnswer({ ...about, state })).toBe(true);
    expect(holdsAnswer({ ...about, state, today: about.dueOn })).toBe(false);
  }
  for (const state of ["accepted", "refused", "unreachable", "cancelled", "lapsed"] as const)
    expect(holdsAnswer({ ...about, state })).toBe(false);
  expect(holdsAnswer({ ...about, state: "named", now: new Date("2026-11-20T11:00:00Z") })).toBe(false);
});
