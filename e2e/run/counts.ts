import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { root } from "../../demo/start/options";

/** `names` says which tests failed; `unsteady` which of those that passed did so only when they were told again. */
export type Counts = {
  passed: number;
  failed: number;
  skipped: number;
  names: readonly string[];
  unsteady: readonly string[];
};

export const nothing: Counts = { passed: 0, failed: 0, skipped: 0, names: [], unsteady: [] };
export const failure = (name: string): Counts => ({ ...nothing, failed: 1, names: [name] });

export const sum = (all: Counts[]): Counts =>
  all.reduce((total, { passed, failed, skipped, names, unsteady }) => ({
    passed: total.passed + passed,
    failed: total.failed + failed,
    skipped: total.skipped + skipped,
    names: [...total.names, ...names],
    unsteady: [...total.unsteady, ...unsteady],
  }), nothing); // prettier-ignore

/** The last line of a run, counts alone. */
export function verdict({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** A run that ended badly without a failed test (a file that does not load, an error nobody caught) is a failure too. */
export function withExit(counts: Counts, code: number, name: string): Counts {
  return code !== 0 && counts.failed === 0 ? sum([counts, failure(`${name} ended with ${code}`)]) : counts;
}

type VitestReport = {
  numPassedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { name: string; status: string; assertionResults: { status: string; fullName: string }[] }[];
};

/** Counts of vitest's JSON report; a file that could not be loaded is one failure. */
export async function vitestCounts(file: string): Promise<Counts> {
  const report = await readReport<VitestReport>(file);
  if (!report) return failure(`no report ${file}`);
  const { numPassedTests, numPendingTests, numTodoTests, testResults } = report;
  const names = testResults.flatMap(({ name, status, assertionResults }) => {
    const test = relative(root, name);
    if (status === "failed" && assertionResults.length === 0) return [test];
    return assertionResults.flatMap((one) => (one.status === "failed" ? [`${test} › ${one.fullName}`] : []));
  });
  return { ...nothing, passed: numPassedTests, failed: names.length, skipped: numPendingTests + numTodoTests, names };
}

type Spec = { title: string; file: string; line: number; ok: boolean; tests: { status: string }[] };
type Suite = {
  title: string;
  suites?: Suite[];
  specs?: Spec[];
};
type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: { message?: string }[];
  suites: Suite[];
};

/** Counts of Playwright's JSON report; an error outside the tests is one failure. What passed when told again has passed, by name. */
export async function playwrightCounts(file: string): Promise<Counts> {
  const report = await readReport<PlaywrightReport>(file);
  if (!report) return failure(`no report ${file}`);
  const { expected, unexpected, flaky, skipped } = report.stats;
  const stories = report.suites.flatMap(storiesIn);
  const errors = report.errors.map(({ message }) => message ?? "an error");
  const names = [...stories.filter(({ ok }) => !ok).map(named), ...errors];
  const unsteady = stories.filter(({ tests }) => tests.some(({ status }) => status === "flaky")).map(named);
  return { passed: expected + flaky, failed: unexpected + errors.length, skipped, names, unsteady };
}

/** How many stories Playwright's list of them names. */
export async function storiesListed(file: string): Promise<number> {
  const report = await readReport<PlaywrightReport>(file);
  if (!report) throw new Error(`no list ${file}`);
  return report.suites.flatMap(storiesIn).length;
}

const storiesIn = ({ suites = [], specs = [] }: Suite): Spec[] => [...specs, ...suites.flatMap(storiesIn)];
const named = ({ file, line, title }: Spec): string => `${file}:${line} › ${title}`;

async function readReport<T>(file: string): Promise<T | null> {
  const text = await readFile(file, "utf8").catch(() => null);
  return text === null ? null : (JSON.parse(text) as T);
}
