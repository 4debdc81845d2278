/**
 * Tables without row-level security, each with the reason. Every other table of the portal has it, forced; a start is
 * refused and `prisma/row-security.test.ts` fails when one has not.
 */
export const openTables: Readonly<Record<string, string>> = {
  _prisma_migrations: "names of the migrations; web and worker may not read it at all",
  meta: "two facts about the database; written by its owner only",
  heartbeat: "which worker process is alive",
  source_memory:
    "numbers of jobs at other systems and how far their records are, under hashes, without a word about whom",
  inbound_place: "how far a mailbox was read, and when",
  inbound_away: "since when a mailbox cannot be read",
  callback: "numbers of orders at processors that moved, without a word about whom",
  system_chain: "number and hash of the last event of no request",
  log_waiting: "hashes of events that have no place in the log yet",
  log_leaf: "hashes of events in the order of the log; web may only read them",
  log_node: "nodes of the log's tree, hashes of hashes",
  log_check: "on which days the log was looked at whole, and how much was found",
  log_checkpoint: "signed notes, made to be given away",
  duty_recount: "in which nights open duties were held against the policy",
  rate_budget: "how often a credential of the company was used in a window of seconds",
  surge_notice: "what the first page says while a surge lasts, written for everybody; read before anybody is known",
  api_key: "hashes of keys that other systems hold; asked before anybody is known",
  rate: "counters under keyed hashes, which tell no address; asked before anybody is known",
};
