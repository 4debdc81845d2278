/** Art. 20(2): what lies in the drawer about data that go straight to another company. */
import { policy } from "../../company";
import type { Tx } from "../../db";
import type { TransferState } from "../../gdpr/transfer";
import { readTarget, type NoTarget, type Target } from "../../transfer/target";
import type { Result } from "../../result";

/** Under `transfer`: as the person named it. `host` as they were shown it, and as machines write it where that differs. */
export type Destination = { company: string; url: string; host: string; ascii: string | null };

/** Under `transfer receipt`: what was sent where, and what came of it. */
export type Receipt = {
  company: string;
  host: string;
  /** Hash and length of the file; null where none was ever sent. */
  sha256: string | null;
  bytes: number | null;
  at: string;
  status: number | null;
  /** What the company calls it. */
  receipt: string | null;
  /** The beginning of what its system answered; or what a person of the desk wrote down. */
  excerpt: string;
};

const gone: TransferState[] = ["cancelled", "lapsed"];

/** The transfer of a request that counts; null where there is none. */
export const currentTransfer = (tx: Tx, request: string) =>
  tx.transfer.findFirst({ where: { request, state: { notIn: gone } } });
export type Row = NonNullable<Awaited<ReturnType<typeof currentTransfer>>>;

/** What every ending of a transfer leaves: no code, and nothing to be tried. */
export const ended = (state: TransferState, now: Date) => ({
  state,
  endedAt: now,
  code: null,
  tryAt: null,
  leaseUntil: null,
});

/** Reads an address by the rules of the policy; on this machine only where the environment of a demo says so. */
export function targetOf(typed: string): Result<NoTarget, Target> {
  const { APP_URL = "", RIGHTFUL_DEMO, TRANSFER_DEMO_HOSTS = "" } = process.env;
  const own = URL.canParse(APP_URL) ? [new URL(APP_URL).hostname] : [];
  const loopback = RIGHTFUL_DEMO === "1" ? TRANSFER_DEMO_HOSTS.split(",").filter(Boolean) : [];
  return readTarget(typed, { ports: policy().transfer?.ports ?? [], own, loopback });
}
