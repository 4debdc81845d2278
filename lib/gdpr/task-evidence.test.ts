import { expect, test } from "vitest";
import { evidenceFields, readEvidence } from "./task-evidence";

const label = { en: "Job", de: "Auftrag" };
const fields = evidenceFields.parse([
  { id: "job", kind: "text", label },
  { id: "done-on", kind: "day", label },
  { id: "records", kind: "number", required: false, label },
]);

test("what was written down is read with its label; what was left empty is not in it", () => {
  expect(readEvidence(fields, { job: " 4711 ", "done-on": "2026-11-24", records: "" })).toEqual({
    ok: true,
    value: [
      { id: "job", label, value: "4711" },
      { id: "done-on", label, value: "2026-11-24" },
    ],
  });
});

test("everything that is missing or wrong is said at once", () => {
  expect(readEvidence(fields, { "done-on": "2026-02-30", records: "-1" })).toEqual({
    ok: false,
    problems: [
      { field: "job", why: "missing" },
      { field: "done-on", why: "day" },
      { field: "records", why: "number" },
    ],
  });
  expect(readEvidence(fields, { job: "x".repeat(2_001), "done-on": "2026-11-24" })).toMatchObject({
    problems: [{ field: "job", why: "too-long" }],
  });
});

test("nothing is taken that nobody asked for", () => {
  expect(() => readEvidence(fields, { job: "1", "done-on": "2026-11-24", other: "x" })).toThrow("nobody asked for");
});

test("two fields never have the same id", () => {
  expect(evidenceFields.safeParse([fields[0], fields[0]]).success).toBe(false);
});
