/**
 * How systems say that they are asked too often: 429 with `Retry-After` (RFC 6585, RFC 9110 10.2.3), a 403 with a reason,
 * a 403 without a word, headers of their own. Each dialect stands in the policy; 429, and 503 with `Retry-After`, always count.
 */
import type { Throttle } from "../../policy/kinds/http";
import type { Answer } from "./client";
import { parsed, valueAt } from "./json";

const hour = 3_600_000;
/** An absurd wait is not obeyed for longer. */
export const longestWait = hour;
/** Shorter waits are slept through; longer ones give the worker free. */
export const sleptThrough = 2_000;

/** Milliseconds to wait when the answer means "too often", otherwise null. `now` is the clock on which headers count. */
export function waitOf(answer: Answer, dialects: readonly Throttle[], attempt: number, now: Date): number | null {
  const dialect = dialects.find((one) => speaks(one, answer));
  if (dialect) return wait(dialect.wait, answer, attempt, now);
  const usual = answer.status === 429 || (answer.status === 503 && answer.header("retry-after") !== null);
  return usual ? wait("retry-after", answer, attempt, now) : null;
}

function speaks({ status, empty, reason }: Throttle, answer: Answer): boolean {
  if (answer.status !== status || (empty && answer.text.trim() !== "")) return false;
  return !reason || reason.is.includes(String(valueAt(parsed(answer.text), reason.path)));
}

function wait(rule: Throttle["wait"], answer: Answer, attempt: number, now: Date): number {
  if (rule === "day") return nextDay(now).getTime() - now.getTime();
  const told =
    rule === "backoff"
      ? null
      : rule === "retry-after"
        ? retryAfter(answer.header("retry-after"), now)
        : reset(answer.header(rule.header), rule.in, now);
  return Math.min(told ?? backoff(attempt), longestWait);
}

/** Doubles with each attempt, at most half a minute, with a part drawn by lot so that workers do not come in step. */
export const backoff = (attempt: number): number => Math.min(500 * 2 ** attempt, 30_000) * (0.5 + Math.random() / 2);

function retryAfter(header: string | null, now: Date): number | null {
  if (header === null) return null;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}

function reset(header: string | null, unit: "seconds" | "unix", now: Date): number | null {
  const amount = header === null || header.trim() === "" ? Number.NaN : Number(header);
  if (!Number.isFinite(amount) || amount < 0) return null;
  return Math.max(0, unit === "seconds" ? amount * 1_000 : amount * 1_000 - now.getTime());
}

/** A quota of a day is over by 8:00 UTC of the next one, whether the system counts days in London or in California. */
function nextDay(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1, 8));
}
