/** Every problem of a policy file, with its line: what `rightful policy check` prints. */
import { readFile } from "node:fs/promises";
import { readCatalog } from "./catalog";
import { databaseFindings } from "./database";
import { schemasOf } from "./kinds/place";
import { readPolicy, type Reading } from "./load";
import { isLogo, readLogo } from "./logo";
import { finding, type Finding, type Problem } from "./problem";
import type { Policy } from "./schema";

export type Checked = { ok: boolean; problems: Problem[] };

/**
 * Checks the file; with `databases` also against each database whose connection string the environment has. A source
 * without a connection string is compared with nothing, one that does not answer is a problem. Throws when the file
 * cannot be read.
 */
export async function checkPolicy(file: string, { databases = false }: { databases?: boolean } = {}): Promise<Checked> {
  const { policy, document, problems } = await readPolicyFile(file);
  const logo = policy && readLogo(file, policy.brand);
  const signs = logo && !isLogo(logo) ? document.place([logo]) : [];
  const found = policy && databases ? document.place(await comparisons(policy)) : [];
  const all = [...problems, ...signs, ...found].toSorted((one, other) => one.line - other.line);
  return { ok: all.length === 0, problems: all };
}

/** What stands in the file now, with its problems; no database is asked. Throws when the file cannot be read. */
export const readPolicyFile = async (file: string): Promise<Reading> => readPolicy(await readFile(file, "utf8"));

async function comparisons(policy: Policy): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [id, source] of Object.entries(policy.sources)) {
    const url = source.kind === "postgres" ? process.env[source.connection] : undefined;
    if (source.kind !== "postgres" || !url) continue;
    try {
      findings.push(...databaseFindings(policy, id, source, await readCatalog(url, schemasOf(source))));
    } catch (error) {
      const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
      const at = ["sources", id, "connection"];
      findings.push(
        finding(
          at,
          `The database of ${source.connection} cannot be asked${code}: tables and columns were not compared.`,
        ),
      );
    }
  }
  return findings;
}
