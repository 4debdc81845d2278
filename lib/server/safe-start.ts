/** What must hold before web or worker does anything. Each refusal is one sentence for the operator. */
import { db } from "../db";
import { env, environmentProblems } from "../env";
import { checkPolicy } from "../policy/check";
import { openTables } from "./open-tables";

/** A reason not to start: its message is a whole sentence, without values of the environment. */
export class Refusal extends Error {}

/**
 * Throws `Refusal` when the environment is incomplete, the policy has problems, the database is missing or not
 * migrated, the role of this process could do more than it should, a table shows every row to everybody, or a demo and
 * a real database are mixed up.
 */
export async function refuseUnsafeStart(): Promise<void> {
  const wrong = environmentProblems(process.env);
  if (wrong.length > 0) throw new Refusal(wrong.join("\n"));
  await refuseBadPolicy();
  await refuseStrongRole();
  await refuseOpenTables();
  await refuseMixedDemo();
}

async function refuseBadPolicy(): Promise<void> {
  const { POLICY_FILE: file } = env();
  const { problems } = await checkPolicy(file, { databases: true }).catch(() => {
    throw new Refusal(`The policy file cannot be read: ${file} (POLICY_FILE).`);
  });
  // A source that does not answer now stops nothing: requests are received and planned when it is back.
  const wrong = problems.filter(({ path }) => !/^sources\.[^.]+\.connection$/.test(path));
  if (wrong.length === 0) return;
  const lines = wrong.map(({ line, path, message }) => `  ${file}:${line} ${path}: ${message}`);
  throw new Refusal(`The policy has problems:\n${lines.join("\n")}`);
}

async function refuseStrongRole(): Promise<void> {
  type Row = { strong: boolean; owner: boolean; migrated: boolean };
  const [role] = await db().$queryRaw<Row[]>`
      SELECT r.rolsuper OR r.rolbypassrls OR r.rolcreaterole AS strong,
             pg_has_role(current_user, d.datdba, 'USAGE')
               OR EXISTS (SELECT FROM pg_tables t WHERE t.schemaname = 'public' AND pg_has_role(current_user, t.tableowner, 'USAGE')) AS owner,
             to_regclass('public.meta') IS NOT NULL AS migrated
      FROM pg_roles r, pg_database d WHERE r.rolname = current_user AND d.datname = current_database()`.catch(() => {
    throw new Refusal("The database does not answer: check DATABASE_URL and that PostgreSQL is running.");
  });
  if (!role || role.strong || role.owner)
    throw new Refusal(
      "DATABASE_URL names a superuser or the owner of the tables; use the role rightful_web or rightful_worker.",
    );
  if (!role.migrated) throw new Refusal("The database is empty: run `npm run migrate` first.");
}

async function refuseOpenTables(): Promise<void> {
  const open = await db().$queryRaw<{ name: string }[]>`
    SELECT c.relname::text AS name FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND NOT (c.relrowsecurity AND c.relforcerowsecurity) AND c.relname <> ALL (${Object.keys(openTables)}::text[])
    ORDER BY c.relname`;
  if (open.length === 0) return;
  const names = open.map(({ name }) => name).join(", ");
  throw new Refusal(`Row-level security is off or not forced for ${names}: switch it on again, as the migrations did.`);
}

async function refuseMixedDemo(): Promise<void> {
  const isDemo = (await db().meta.findUnique({ where: { key: "demo" } }))?.value === "true";
  const wanted = env().RIGHTFUL_DEMO === "1";
  if (isDemo && !wanted)
    throw new Refusal("This is a demo database, whose clock can be moved: it must not serve anybody.");
  if (!isDemo && wanted)
    throw new Refusal("RIGHTFUL_DEMO=1 is set, but the database is a real one: remove the setting.");
}
