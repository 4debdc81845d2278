/**
 * Tables without row-level security, each with the reason. Every other table of the portal has it, forced; a start is
 * refused and `prisma/row-security.test.ts` fails when one has not.
 */
export const openTables: Readonly<Record<string, string>> = {
  _prisma_migrations: "names of the migrations; web and worker may not read it at all",
  meta: "two facts about the database; written by its owner only",
  heartbeat: "which worker process is alive",
  rate: "counters under keyed hashes, which tell no address; asked before anybody is known",
};
