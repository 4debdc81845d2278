/**
 * Jobs that Zendesk does in its own time (API reference: job statuses). That one is ordered is written down before it
 * is, its number right after: killed in between, what Zendesk shows decides, and nothing is ordered a second time while
 * the first order may still be under way.
 */
import type * as z from "zod";
import type { UnderWay } from "../source";
import { job, type Job } from "./answers";
import type { Call } from "./api";
import { jobById, type Desk } from "./desk";

/** What is remembered of an order: when it was given (ISO), about how many records, and its job once that is known. */
type Ordered = { at: string; count: number; job: string | null };

export type Standing =
  /** Nothing was ordered, or it is settled. */
  | { at: "none" }
  | { at: "running"; since: string; count: number }
  /** Whether the order arrived is not known: what the system shows has to decide, from `until` on finally. */
  | { at: "lost"; since: string; until: string; count: number }
  /** Ended; `succeeded` are the numbers that it names as done. */
  | { at: "ended"; succeeded: Set<string>; count: number };

/** Zendesk keeps a job's result for an hour; an order that left no trace in ten minutes did not arrive. */
const doubtful = 600_000;
const [soonest, latest] = [30_000, 6 * 3_600_000];

/** How an order stands that an earlier call may have given. */
export async function standing(desk: Desk, name: string): Promise<Standing> {
  const ordered = (await desk.tools.memory.get(name)) as Ordered | undefined;
  if (!ordered) return { at: "none" };
  const found = ordered.job === null ? null : await jobById(desk, ordered.job);
  if (found) return stateOf(found, ordered);
  const until = new Date(Date.parse(ordered.at) + doubtful).toISOString();
  // A number that nobody knows any longer: the job is over.
  return { at: "lost", since: ordered.at, until: ordered.job === null ? until : ordered.at, count: ordered.count };
}

/** Gives an order about so many records, remembers it, and asks once how it stands. */
export async function order(desk: Desk, name: string, count: number, call: Call): Promise<Standing> {
  const ordered: Ordered = { at: await desk.tools.now(), count, job: null };
  await desk.tools.memory.put(name, ordered);
  const given = await orderedJob(desk, call);
  await desk.tools.memory.put(name, { ...ordered, job: given.id });
  const seen = (await jobById(desk, given.id)) ?? given;
  return stateOf(seen, ordered);
}

/** Forgets an order whose outcome has been taken in. */
export const settle = (desk: Desk, name: string): Promise<void> => desk.tools.memory.forget(name);

/** `days`: within which Zendesk should have done it. The longer it takes, the more rarely it is asked. */
export async function underWay(desk: Desk, count: number, since: string, days: number): Promise<UnderWay> {
  const now = Date.parse(await desk.tools.now());
  const wait = Math.min(Math.max((now - Date.parse(since)) / 2, soonest), latest);
  return {
    count,
    askAgain: new Date(now + wait).toISOString(),
    by: new Date(Date.parse(since) + days * 86_400_000).toISOString(),
  };
}

async function orderedJob({ api }: Desk, call: Call): Promise<Job> {
  const shape: z.ZodType<z.output<typeof job>> = job;
  const answer = await api.call(call, shape);
  if (!answer.ok) throw api.trouble("unknown-outcome");
  return answer.value.job_status;
}

function stateOf({ status, results }: Job, { at: since, count }: Ordered): Standing {
  if (["queued", "working"].includes(status)) return { at: "running", since, count };
  const each = Array.isArray(results) ? results : [];
  const succeeded = each.flatMap(({ id, success }) => (success && id ? [String(id)] : []));
  return { at: "ended", succeeded: new Set(succeeded), count };
}
