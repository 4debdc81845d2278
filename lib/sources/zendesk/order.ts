/**
 * Jobs that Zendesk does in its own time (API reference: job statuses). That one is ordered is written down before it
 * is, its number right after: killed in between, what Zendesk shows decides, and nothing is ordered a second time while
 * the first order may still be under way.
 */
import type { z } from "zod";
import type { UnderWay } from "../source";
import { job, type Job } from "./answers";
import type { Call } from "./api";
import { jobById, type Desk } from "./desk";

/** What is remembered of an order: when it was given (ISO), and the number of its job once that is known. */
type Ordered = { at: string; job: string | null };

export type Standing =
  /** Nothing was ordered, or it is settled. */
  | { at: "none" }
  | { at: "running"; since: string }
  /** Whether the order arrived is not known: what the system shows has to decide, from `until` on finally. */
  | { at: "lost"; since: string; until: string }
  /** Ended; `succeeded` are the numbers that it names as done. */
  | { at: "ended"; succeeded: Set<string> };

/** Zendesk keeps a job's result for an hour; an order that left no trace in ten minutes did not arrive. */
const doubtful = 600_000;
const pollSeconds = 30;

/** How an order stands that an earlier call may have given. */
export async function standing(desk: Desk, name: string): Promise<Standing> {
  const ordered = (await desk.tools.memory.get(name)) as Ordered | undefined;
  if (!ordered) return { at: "none" };
  const found = ordered.job === null ? null : await jobById(desk, ordered.job);
  if (found) return stateOf(found, ordered.at);
  const until = new Date(Date.parse(ordered.at) + doubtful).toISOString();
  // A number that nobody knows any longer: the job is over.
  return { at: "lost", since: ordered.at, until: ordered.job === null ? until : ordered.at };
}

/** Gives the order, remembers it, and asks once how it stands. */
export async function order(desk: Desk, name: string, call: Call): Promise<Standing> {
  const at = await desk.tools.now();
  await desk.tools.memory.put(name, { at, job: null } satisfies Ordered);
  const given = await orderedJob(desk, call);
  await desk.tools.memory.put(name, { at, job: given.id } satisfies Ordered);
  const seen = (await jobById(desk, given.id)) ?? given;
  return stateOf(seen, at);
}

/** Forgets an order whose outcome has been taken in. */
export const settle = (desk: Desk, name: string): Promise<void> => desk.tools.memory.forget(name);

/** `days`: within which Zendesk should have done it. */
export async function underWay(desk: Desk, count: number, since: string, days: number): Promise<UnderWay> {
  const askAgain = new Date(Date.parse(await desk.tools.now()) + pollSeconds * 1_000).toISOString();
  return { count, askAgain, by: new Date(Date.parse(since) + days * 86_400_000).toISOString() };
}

async function orderedJob({ api }: Desk, call: Call): Promise<Job> {
  const shape: z.ZodType<z.output<typeof job>> = job;
  const answer = await api.call(call, shape);
  if (!answer.ok) throw api.trouble("unknown-outcome");
  return answer.value.job_status;
}

function stateOf({ status, results }: Job, since: string): Standing {
  if (["queued", "working"].includes(status)) return { at: "running", since };
  const each = Array.isArray(results) ? results : [];
  return { at: "ended", succeeded: new Set(each.flatMap(({ id, success }) => (success && id ? [String(id)] : []))) };
}
