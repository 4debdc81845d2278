import { describe, expect, test } from "vitest";
import { chain, evidence, reference as other } from "../bundle/bundle.fixture";
import { logWith, signer } from "../bundle/log.fixture";
import { states } from "../gdpr/request";
import { rightNames } from "../gdpr/right";
import { mostEvents } from "./events";
import { reportOf, type ReportInput, type Section } from "./report";
import { ana, chained, dora, input, long, rui, told } from "./report.fixture";
import { wordsOf } from "./words";

const section = (id: string, fields: Partial<ReportInput> = {}): Section => {
  const found = reportOf(input(fields)).sections.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return found;
};
const rows = ({ parts }: Section) => parts.flatMap((part) => ("table" in part ? part.table.rows : []));
const said = ({ parts }: Section) => JSON.stringify(parts);
type Line = (typeof told)[number];
const changed = (change: (line: Line) => Line | null) => ({
  events: chained(told.map(change).filter((line) => line !== null)),
});

describe("the first sentence", () => {
  test.each([
    ["in time", {}, "Answered on Friday, 27 November 2026, in time: 31 days before the end of the time limit."],
    [
      "late",
      changed(([at, fact, id, data]) => [at, fact, id, fact === "received" ? { ...data, dueOn: "2026-11-25" } : data]),
      "Answered on Friday, 27 November 2026, 2 days after the time limit had ended on Wednesday, 25 November 2026.",
    ],
    [
      "open",
      changed((line) => (line[1] === "delivered" ? null : line)),
      "The request is open; the answer is due by the end of Monday, 28 December 2026, in 28 days.",
    ],
    [
      "open and late",
      changed(([at, fact, id, data]) =>
        fact === "delivered" ? null : [at, fact, id, fact === "received" ? { ...data, dueOn: "2026-11-29" } : data],
      ),
      "The request is open, and the answer was due by the end of Sunday, 29 November 2026: 1 day late.",
    ],
  ])("%s", (_case, fields, lead) => expect(reportOf(input(fields)).lead).toBe(lead));
});

describe("the clock", () => {
  test("runs over a holiday and a Sunday, and each step is said with its norm", () => {
    const clock = said(section("clock", { language: "de" }));
    expect(clock).toContain("Samstag, 26. Dezember 2026 ist kein Arbeitstag (2. Weihnachtstag).");
    expect(clock).toContain("Montag, 28. Dezember 2026 (Art. 3 Abs. 4 VO 1182/71)");
    expect(clock).toContain("Die Ereignisse nennen dasselbe Datum.");
  });

  test("says when the events name another date than the count", () => {
    const clock = said(section("clock", changed(([at, fact, id, data]) => [at, fact, id, fact === "received" ? { ...data, dueOn: "2026-12-29" } : data]))); // prettier-ignore
    expect(clock).toContain("The events name Tuesday, 29 December 2026, and that date binds.");
    expect(clock).toContain("above it is Monday, 28 December 2026.");
  });

  test("tells an extension with its reason, its notice and the date before", () => {
    const at = "2026-11-26T10:00:00.000Z";
    const more: Line[] = [
      [at, "extended", rui!, { dueOn: "2027-02-26", reason: "complexity" }],
      [at, "notified", "0".repeat(32), { kind: "extension" }],
    ];
    const clock = said(section("clock", { events: chained([...told.slice(0, 4), ...more, ...told.slice(4)]) }));
    expect(clock).toContain('["Due before the extension","Monday, 28 December 2026"]');
    expect(clock).toContain("by reviewer: The request is complex (Art. 12(3) GDPR)");
    expect(clock).toContain('["Notice of the extension written","26 Nov 2026, 11:00"]');
    expect(clock).toContain('["Due by the end of","Friday, 26 February 2027"]');
    expect(clock).toContain("The events name the same date.");
  });
});

test("a notice of an extension that does not bind yet moves no date, and is said", () => {
  const notice: Line = ["2026-11-26T10:00:00.000Z", "notified", rui!, { kind: "extension" }];
  const clock = said(section("clock", { events: chained([...told.slice(0, 4), notice, ...told.slice(4)]) }));
  expect(clock).toContain("26 Nov 2026, 11:00; the events tell of no extension.");
  expect(clock).toContain('["Due by the end of","Monday, 28 December 2026"]');
});

describe("decisions", () => {
  test("stand with data, system, action, ground, norm, rule, date and number; what has no name keeps its id", () => {
    expect(rows(section("decisions"))).toEqual([
      ["1", "Customer account", "Shop database", "Erase", "no longer needed, Art. 17(1)(a) GDPR", "no date", "3"],
      [
        "2",
        "Invoices",
        "Shop database",
        "Restrict\nretention lock",
        "legal duty, Art. 17(3)(b) GDPR\n§ 147(1) no. 4, (3) AO\nRule: voucher",
        "1 Jan 2035",
        "12",
      ],
      ["3", "tickets", "helpdesk", "Keep", "legal claims, Art. 17(3)(e) GDPR\nlegal hold", "no date", "2"],
    ]);
  });

  test("norms are cited as the language does", () => {
    expect(said(section("decisions", { language: "de" }))).toContain("§ 147 Abs. 1 Nr. 4, Abs. 3 AO");
  });

  test("without a plan it is said why", () => {
    expect(said(section("decisions", { plan: null, shredded: true }))).toContain("can no longer be given");
    expect(said(section("decisions", { plan: null }))).toContain("does not lie in this file");
    const events = chained([...told.slice(0, 2), ...told.slice(-1)]);
    expect(said(section("decisions", { plan: null, events }))).toContain("No plan was made.");
  });
});

describe("who approved", () => {
  test("two persons, each by role and id", () => {
    const approvals = section("approvals");
    expect(rows(approvals)).toEqual([
      ["Approval", "9f2c 41ab", "reviewer", rui, "27 Nov 2026, 12:00"],
      ["Second approval", "9f2c 41ab", "Data Protection Officer", dora, "27 Nov 2026, 13:00"],
    ]);
    expect(said(approvals)).toContain("2 different persons approved");
    expect(said(approvals)).toContain("What ran is the plan that was approved");
  });

  test("the same person twice is one", () => {
    const one = changed(([at, fact, id, data]) => [at, fact, id === dora && fact !== "exported" ? rui! : id, data]);
    expect(said(section("approvals", one))).toContain("One person approved");
  });

  test("another plan that ran is not passed over", () => {
    const fields = changed(([at, fact, id, data]) => [at, fact, id, fact === "executed" ? { ...data, plan: "0".repeat(64) } : data]); // prettier-ignore
    expect(said(section("approvals", fields))).toContain("What ran is not only the plan that was approved");
  });

  test("nobody", () => {
    const fields = changed((line) => (/approved|executed|fulfilled|delivered/.test(line[1]) ? null : line));
    expect(said(section("approvals", { ...fields, approvals: [] }))).toContain("Nobody has approved anything");
  });
});

describe("what was done", () => {
  test("each operation with its effect, and what was found afterwards", () => {
    expect(rows(section("done"))).toEqual([
      ["27 Nov 2026, 14:00", "1", "Customer account\nShop database", "Erase", "3", "1", "0"],
      ["27 Nov 2026, 14:01", "1", "Customer account\nShop database", "Removal confirmed by the system", "3", "1", "0"],
    ]);
    expect(said(section("done"))).toContain("nothing was left of what had to go, 14 records kept as decided, 1 record arrived later"); // prettier-ignore
    const fields = changed((line) => (line[1] === "looked-again" ? null : line));
    expect(said(section("done", fields))).toContain("do not tell that the systems were asked again");
  });

  test("recipients told and not told, with the reason", () => {
    expect(rows(section("recipients"))).toEqual([
      ["DHL Paket GmbH", "told", "27 Nov 2026, 14:05", "confirmed for 1 Dec 2026"],
      ["agency", "not told", "27 Nov 2026, 14:06", "Reason: it is impossible"],
    ]);
  });

  test("what stays has its date and its norm", () => {
    expect(rows(section("kept"))).toEqual([["Invoices", "1 Jan 2035", "§ 147(1) no. 4, (3) AO", "still to come"]]);
    const duty = "d".repeat(32);
    const done: Line = ["2026-11-29T00:00:00.000Z", "duty-done", "0".repeat(32), { duty, done: 12, gone: 0, held: 0 }];
    const events = chained([...told.slice(0, -1), done, ...told.slice(-1)]);
    expect(rows(section("kept", { events }))[0]?.[3]).toBe("Duty carried out: 12 done (29 Nov 2026, 01:00)");
  });
});

describe("letters", () => {
  test("are named with their way, without their text", () => {
    expect(rows(section("letters"))[0]).toEqual(["Acknowledgement", "26 Nov 2026, 10:01", "accepted (26 Nov 2026, 10:02)", "not in this file"]); // prettier-ignore
  });

  test("in the personal form by their entry, and still nothing of the person is said", () => {
    const fields = { ...evidence({ personal: true }), reference: other };
    expect(rows(section("letters", fields))).toEqual([["Answer: access", "23 Nov 2026, 10:00", "no mail is recorded", "letters/5-access.txt"]]); // prettier-ignore
    expect(JSON.stringify(reportOf(input(fields)))).not.toMatch(/Ana|copy is ready|salt|"7{8}/);
  });
});

describe("the proof", () => {
  test("names head, log and checkpoint, and how to verify", () => {
    const events = chained();
    const proof = said(section("proof", { log: logWith(events, 18, signer().sign) }));
    expect(proof).toContain(events.at(-1)?.hash);
    expect(proof).toContain("18 of 20 events stand in the log privacy.klangwerk.example/rightful, under a checkpoint of 36 entries."); // prettier-ignore
    expect(proof).toContain("rightful verify R-0K3V9T2M7QX4B8NC-evidence.zip");
    expect(proof).toContain("no problem was found");
  });

  test("an event that was altered is counted, and told as it stands", () => {
    const events = chained();
    const broken = { ...events[5]!, fact: "teleported", data: { to: "<mars>" } } as never;
    const fields = { events: events.map((event, i) => (i === 5 ? broken : event)) };
    expect(said(section("proof", fields))).toContain("2 problems were found");
    expect(rows(section("events", fields))[5]).toEqual(["5", "2026-11-27 10:00:00.000", "teleported", "reviewer", "bbbbbbbb"]); // prettier-ignore
  });

  test("a file that was destroyed, a demonstration and the form are said", () => {
    const proof = said(section("proof", { shredded: true, plan: null, demo: true, personal: true }));
    for (const words of ["destroyed: plan", '["Demonstration","yes"]', "with personal data"]) expect(proof).toContain(words); // prettier-ignore
    expect(reportOf(input({ demo: true })).notes[0]?.text).toContain("demonstration");
  });
});

test("every event stands in the report, by role and the beginning of its id", () => {
  const events = rows(section("events"));
  expect(events.map(([number]) => Number(number))).toEqual(told.map((_, n) => n));
  expect(events[0]).toEqual(["0", "2026-11-26 09:00:00.000", "Received in the portal", "the person", ana?.slice(0, 8)]);
});

test("of a chain without end the beginning stands in it, and it says how much does not", () => {
  const events = section("events", long(mostEvents + 2));
  expect(rows(events)).toHaveLength(mostEvents);
  expect(said(events)).toContain("2 further events stand only in the file events.jsonl.");
});

test("another request: the one of the bundle's own tests", () => {
  const report = reportOf(input({ ...evidence(), events: chain() }));
  expect(report.title).toBe(`Evidence of request ${other}`);
  expect(report.madeAt).toBe("2026-11-23T09:00:06.000Z");
});

test("without events there is nothing to tell", () => expect(() => reportOf(input({ events: [] }))).toThrow("events"));

test.each(["en", "de"] as const)("every right, every state and every place of holidays has its words in %s", (language) => {
  const { say } = wordsOf(input({ language }));
  for (const right of rightNames) expect(say(`rights.${right}`)).toMatch(/Art\. \d+/);
  for (const state of states)
    expect(say("headline.closed", { state, date: "D", days: 0, due: "E" })).toMatch(/^[A-Z].* D,/);
}); // prettier-ignore
