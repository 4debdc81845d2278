/** Art. 15(3): what a package is made from. */
import type { Language } from "../gdpr/language";
import type { Day } from "../gdpr/day";
import type { Group } from "../gdpr/plan-value";
import { ruleOf } from "../gdpr/retention";
import type { Signer } from "../log/note";
import type { Policy } from "../policy/schema";
import type { RecordPage, SourceRecord } from "../sources/source";

/** One decision of the approved plan that hands out records. */
export type Exported = { source: string; category: string; count: number | null; groups: Group[] };

export type PackageInput = {
  /** Path of the file that is written. Its folder also takes spools, encrypted, while the package is made. */
  file: string;
  reference: string;
  language: Language;
  policy: Policy;
  /** How the person is addressed on the page, null when no name is known. */
  person: string | null;
  receivedOn: Day;
  madeAt: Day;
  exported: Exported[];
  /** Reads the records of one decision, one by one or by the page. Called once for each. */
  read(decision: Exported): AsyncIterable<SourceRecord | RecordPage>;
  /** `not-asked`: the person is not known there, or whoever runs it answers a request of their own. */
  searches: { source: string; outcome: "searched" | "unreachable" | "by-hand" | "not-asked" }[];
  /** Categories in which something is kept back after a review, with the reason in the person's language. */
  withheld: { category: string; count: number | null; why: string }[];
  /** Details that are blacked out in records that name others, with the reason in the person's language. */
  redacted: { category: string; records: number; details: number; fields: string[]; why: string }[];
  /** What is asked about by hand or awaits a decision, and in which system: nothing is said about what it holds. */
  open: { source: string; category: string }[];
  /** Categories that an earlier request locked, and those whose use is paused: included all the same, and marked. */
  locked: string[];
  paused: string[];
  authority: { name: string; url: string };
  /** The person's own, where it is another and they told us where they live. */
  secondAuthority?: { name: string; url: string } | null;
  /** The keys that sign the manifest; none where they do not lie with this process. */
  signers?: readonly Signer[];
};

export type Packed = {
  file: string;
  /** Length and SHA-256 (hex) of the ZIP as the person gets it. */
  bytes: number;
  sha256: string;
  records: number;
  /** The key of this file: 32 bytes, used for no other. */
  key: Buffer;
};

/** Whether a lock lies on a category: set by a request, or by the rule itself until the period ends. */
export function isLocked({ locked, exported, policy }: PackageInput, id: string): boolean {
  const rules = policy.categories[id]?.rules ?? [];
  const groups = exported.filter(({ category }) => category === id).flatMap((decision) => decision.groups);
  return locked.includes(id) || groups.some(({ rule }) => ruleOf(rules, rule)?.meanwhile === "restrict");
}
