/** What zod found, as findings: one sentence for each, saying what stands there and what may. */
import type * as z from "zod";
import { finding, type Finding } from "./problem";

type Issue = z.core.$ZodIssue;

/** The findings of a failed parse. Expects issues that carry their input (`reportInput`). */
export function shapeFindings(issues: readonly Issue[]): Finding[] {
  return issues.flatMap((issue) => findings(issue, issue.path as (string | number)[]));
}

function findings(issue: Issue, at: (string | number)[]): Finding[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) =>
      finding([...at, key], `Nobody knows the key “${key}” here: correct its spelling or remove it.`),
    );
  if (issue.code === "invalid_union" && issue.input === undefined)
    return [finding(at, `“${String(at.at(-1) ?? "the policy")}” is missing: add it.`)];
  if (issue.code === "invalid_union") return union(issue, at);
  if (issue.code === "invalid_key" && issue.issues.some(ofDatabase))
    return [finding(at, `“${at.at(-1)}” is no name of a column: a database takes 1 to 63 bytes without NUL.`)];
  if (issue.code === "invalid_key" && issue.issues.some(({ message }) => message.includes("slash")))
    return [finding(at, `“${at.at(-1)}” has a slash: name the entry otherwise, and the table under “table”.`)];
  if (issue.code === "invalid_key") return [finding(at, `“${at.at(-1)}” is no name: ${nameRule}.`)];
  return [finding(at, sentence(issue, String(at.at(-1) ?? "the policy")))];
}

const ofDatabase = ({ message }: { message: string }): boolean => message.includes("name of a database");

const nameRule = "use lower-case letters, digits and hyphens, beginning with a letter";

/** Of several shapes the one that fails latest is the one that was meant. */
function union(issue: Extract<Issue, { code: "invalid_union" }>, at: (string | number)[]): Finding[] {
  const depth = (issues: readonly Issue[]) =>
    Math.min(...issues.map(({ path, code }) => path.length * 2 + (code === "unrecognized_keys" ? 1 : 0)));
  const branches = issue.errors.filter((branch) => branch.length > 0);
  const meant = branches.toSorted((one, other) => depth(other) - depth(one))[0];
  const tied = meant ? branches.filter((branch) => depth(branch) === depth(meant)).length : 0;
  if (!meant || (tied > 1 && depth(meant) === 0)) {
    const last = String(at.at(-1) ?? "");
    return [finding(at, `“${last}” has none of the shapes that are known here: docs/policy.md shows them.`)];
  }
  return meant.flatMap((inner) => findings(inner, [...at, ...(inner.path as (string | number)[])]));
}

function sentence(issue: Issue, key: string): string {
  if (["invalid_type", "invalid_value"].includes(issue.code) && issue.input === undefined)
    return `“${key}” is missing: add it.`;
  if (issue.code === "invalid_type")
    return `“${key}” must be ${article(issue.expected)}, but here stands ${shown(issue.input)}.`;
  if (issue.code === "invalid_value")
    return `${shown(issue.input)} is not known for “${key}”: write one of ${issue.values.map(String).join(", ")}.`;
  if (issue.code === "invalid_format" && issue.message.includes("ISO 8601"))
    return `${shown(issue.input)} is no ISO 8601 duration: write whole years, months, days or hours, such as P8Y, P6M, P90D or PT168H.`;
  if (ofDatabase(issue))
    return `${shown(issue.input)} is no name of a table or column: a database takes 1 to 63 bytes without NUL.`;
  if (issue.code === "invalid_format") return `${shown(issue.input)} has not the form of “${key}”: ${issue.message}.`;
  if (issue.code === "too_small" && key === "rules")
    return "A category without a rule: say how long it is kept, in at least one rule.";
  if (issue.code === "too_small") return `“${key}” is too short: give at least ${issue.minimum}.`;
  if (issue.code === "too_big") return `“${key}” is too large: at most ${issue.maximum}.`;
  return `“${key}”: ${issue.message}.`;
}

function article(expected: string): string {
  return /^[aeio]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}

function shown(input: unknown): string {
  if (input === undefined || input === null) return "nothing";
  return typeof input === "object" ? (Array.isArray(input) ? "a list" : "a map") : `“${String(input)}”`;
}
