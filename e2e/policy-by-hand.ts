/**
 * The model company before it connected other systems: the same policy, in which vendors are reached by hand, and mailbox,
 * log files and the service for survey invitations are not there yet. For tests and measures that are about the shop's own
 * database and need nobody else to answer.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, stringify } from "yaml";

const root = join(import.meta.dirname, "..");

type Source = Record<string, unknown> & { kind: string; label: unknown };

/** Writes that policy into `folder` and gives its path. */
export async function policyByHand(folder: string): Promise<string> {
  const policy = parse(await readFile(join(root, "policy.yaml"), "utf8")) as { sources: Record<string, Source> };
  const byHand = parse(await readFile(join(root, "e2e/by-hand.yaml"), "utf8")) as Record<string, Source>;
  const kept = Object.entries(policy.sources).filter(([, { kind }]) => kind === "postgres" || kind === "manual");
  const path = join(folder, "policy.yaml");
  await writeFile(path, stringify({ ...policy, sources: { ...Object.fromEntries(kept), ...byHand } }));
  return path;
}
