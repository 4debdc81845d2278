import type pg from "pg";
import PgBoss from "pg-boss";
import { queues } from "../lib/jobs/queues";

// Making a queue is DDL (each is a partition), so the owner does it here; web and worker only ever write rows.
const grants = `
  grant usage on schema pgboss to rightful_web, rightful_worker;
  grant select, insert, update, delete on all tables in schema pgboss to rightful_web, rightful_worker;
  grant execute on all functions in schema pgboss to rightful_web, rightful_worker;`;

/** Makes or upgrades the schema of pg-boss with a queue for each name of `lib/jobs/queues.ts`. Safe to repeat. */
export async function createJobSchema(client: pg.Client, ownerUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, migrate: true, supervise: false, schedule: false, max: 2 });
  const problems: Error[] = [];
  boss.on("error", (problem) => problems.push(problem));
  await boss.start();
  for (const queue of queues) await boss.createQueue(queue.name, queue);
  await boss.stop({ graceful: false, wait: true });
  if (problems[0]) throw new Error("The job schema could not be made.", { cause: problems[0] });
  await client.query(grants);
}
