/** What a package is made from, in tests: a few records, one of them an attack. */
import { day } from "../gdpr/day";
import type { Group } from "../gdpr/plan-value";
import { loadPolicy } from "../policy/load";
import type { SourceRecord } from "../sources/source";
import type { Exported, PackageInput } from "./input";

export const policy = loadPolicy("policy.yaml");
export const group = (category: string, trigger: string | null, rule: string | null = null): Group => ({
  source: "shop",
  category,
  rule,
  trigger,
  since: null,
  count: 1,
  belongs: "mine",
  doubt: null,
  inUse: null,
  selector: category,
});
export const exporting = (category: string, trigger: string | null): Exported => ({
  source: "shop",
  category,
  count: 1,
  groups: [group(category, trigger)],
});
export const record = (category: string, values: Record<string, unknown>, key = "1"): SourceRecord => ({
  category,
  part: "rows",
  key,
  values,
});

const attack = `</td><script>alert("x")</script><img src="https://attacker.example/x">`;
export const held: Record<string, SourceRecord[]> = {
  account: [record("account", { email: "ana@mail.example", note: attack, credit: 5, active: true, gone: null })],
  invoice: [
    record("invoice", { number: "R-1", amount: "-5.00", line: "=1+1" }),
    record("invoice", { number: "R-2", address: { city: "Köln" } }, "2"),
  ],
};

/** Of a person without a name and without records; `fields` say what a test is about. */
export const emptyInput = (fields: Partial<PackageInput>): PackageInput => ({
  file: "",
  reference: "R-0K3V9T2M7QX4B8NC",
  language: "en",
  policy,
  person: null,
  receivedOn: day("2026-11-23"),
  madeAt: day("2026-11-25"),
  exported: [],
  async *read() {},
  searches: [],
  redacted: [],
  withheld: [],
  open: [],
  locked: [],
  paused: [],
  authority: { name: "Berliner Beauftragte", url: "https://www.datenschutz-berlin.de/" },
  ...fields,
});
