/**
 * Stripe's redaction jobs (docs.stripe.com/privacy/redaction, public preview): created, validating, then ready or failed;
 * run from ready, validated again from failed, cancelled from either. What a job has taken up, no other may. How long each
 * state lasts is not documented.
 */
import { digits } from "./asked";

export type Status =
  "created" | "validating" | "ready" | "redacting" | "succeeded" | "failed" | "canceling" | "canceled";
export type RedactionJob = {
  id: string;
  status: Status;
  customers: string[];
  validation_behavior: "error" | "fix";
  created: number;
  /** When the state began that it is in, in milliseconds. */
  since: number;
  errors: { code: string; customer: string | null }[];
};
export type Deed = "run" | "validate" | "cancel";

export const mostObjects = 10;
const over: readonly Status[] = ["succeeded", "canceled"];

/** From which states a deed may be done, and into which it leads. */
export const deeds: Readonly<Record<Deed, { from: readonly Status[]; to: Status }>> = {
  run: { from: ["ready"], to: "redacting" },
  validate: { from: ["failed"], to: "validating" },
  cancel: { from: ["ready", "failed"], to: "canceling" },
};

export function newJob(
  customers: string[],
  validation_behavior: "error" | "fix",
  now: Date,
  number: number,
): RedactionJob {
  const id = `rj_${digits(`${customers.join()} ${number}`, 24)}`;
  const created = Math.floor(now.getTime() / 1000);
  return { id, status: "created", customers, validation_behavior, created, since: now.getTime(), errors: [] };
}

export type Passing = {
  now: Date;
  /** How long a state lasts that ends by itself. */
  takes: number;
  jobs: readonly RedactionJob[];
  /** Why a customer cannot be redacted now, or null. */
  problem(customer: string): string | null;
  redact(customer: string): void;
};

/** Brings a job to the state it has by now; it may pass several. */
export function passTime(job: RedactionJob, passing: Passing): void {
  const { now, takes, redact } = passing;
  while (now.getTime() >= job.since + takes) {
    const next = nextOf(job, passing);
    if (!next) return;
    if (next === "succeeded") job.customers.forEach(redact);
    Object.assign(job, { status: next, since: job.since + takes });
  }
}

function nextOf(job: RedactionJob, { jobs, problem }: Passing): Status | null {
  switch (job.status) {
    case "created":
      return "validating";
    case "validating":
      job.errors = findings(job, jobs, problem);
      return job.errors.length > 0 ? "failed" : "ready";
    case "redacting":
      return "succeeded";
    case "canceling":
      return "canceled";
    default:
      return null;
  }
}

function findings(
  job: RedactionJob,
  jobs: readonly RedactionJob[],
  problem: Passing["problem"],
): RedactionJob["errors"] {
  if (job.customers.length > mostObjects) return [{ code: "too_many_objects", customer: null }];
  return job.customers.flatMap((customer) => {
    if (holderOf(customer, job, jobs)) return [{ code: "locked_by_other_job", customer }];
    const code = problem(customer);
    return code ? [{ code, customer }] : [];
  });
}

/** An older job that has the customer and is not over. */
function holderOf(customer: string, job: RedactionJob, jobs: readonly RedactionJob[]): RedactionJob | undefined {
  const older = jobs.slice(0, jobs.indexOf(job));
  return older.find((other) => !over.includes(other.status) && other.customers.includes(customer));
}
