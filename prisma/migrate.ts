/** `npm run migrate`: brings the database of MIGRATE_DATABASE_URL, whose role owns it, up to date. */
import { migrate } from "./migration-runner";

const ownerUrl = process.env.MIGRATE_DATABASE_URL;
if (!ownerUrl) {
  console.error(
    "MIGRATE_DATABASE_URL is missing: the address of the portal's database for the role that owns it, " +
      "for example postgresql://rightful_owner:password@localhost:5432/rightful",
  );
  process.exit(1);
}
try {
  const { WEB_DB_PASSWORD: webPassword, WORKER_DB_PASSWORD: workerPassword } = process.env;
  const applied = await migrate(ownerUrl, { demo: false, webPassword, workerPassword });
  console.log(applied.length === 0 ? "The database is up to date." : `Applied: ${applied.join(", ")}.`);
} catch (error) {
  console.error(sentences(error).join("\n"));
  process.exit(1);
}

function sentences(error: unknown): string[] {
  if (error instanceof AggregateError) return error.errors.flatMap(sentences);
  if (!(error instanceof Error)) return [String(error)];
  return [error.message, ...(error.cause ? sentences(error.cause) : [])];
}
