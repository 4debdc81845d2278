/** `npm run migrate`: brings the database of MIGRATE_DATABASE_URL, whose role owns it, up to date. */
import { migrate } from "./migration-runner";

const purpose =
  "the address of the portal's database for the role that owns it, " +
  "for example postgresql://rightful_owner:password@localhost:5432/rightful";

const { MIGRATE_DATABASE_URL: ownerUrl, WEB_DB_PASSWORD, WORKER_DB_PASSWORD } = process.env;
if (!ownerUrl) fail(`MIGRATE_DATABASE_URL is missing: ${purpose}`);
if (!/^postgres(ql)?:$/.test(URL.canParse(ownerUrl) ? new URL(ownerUrl).protocol : ""))
  fail(`MIGRATE_DATABASE_URL is no address: ${purpose}`);
try {
  // An empty password is one that was not set.
  const passwords = { webPassword: WEB_DB_PASSWORD || undefined, workerPassword: WORKER_DB_PASSWORD || undefined };
  const applied = await migrate(ownerUrl, { demo: false, ...passwords });
  console.log(applied.length === 0 ? "The database is up to date." : `Applied: ${applied.join(", ")}.`);
} catch (error) {
  fail(`The database was not migrated.\n${sentences(error).join("\n")}`);
}

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

function sentences(error: unknown): string[] {
  if (error instanceof AggregateError) return error.errors.flatMap(sentences);
  if (!(error instanceof Error)) return [String(error)];
  return [error.message, ...(error.cause ? sentences(error.cause) : [])];
}
