/**
 * Art. 5(2), 24: everything derived anew, from one snapshot: each chain, the state that it gives, the plan that ran, the gate,
 * the log and every checkpoint. What is found is for people: nothing is mended here.
 */
import { db, type Tx } from "../../db";
import type { Verifier } from "../../log/note";
import { mostFindings, type Finding } from "./finding";
import { logOrigin } from "./keys";
import { verifyChains, type ChainEnd } from "./verify-chains";
import { verifyEnds, verifyRecords } from "./verify-records";
import { verifyForeign, verifyTree } from "./verify-tree";

export type VerifiedLog = {
  ok: boolean;
  /** The first thousand; `more` says how many others there are. */
  findings: Finding[];
  more: number;
  requests: number;
  events: number;
  entries: number;
  checkpoints: number;
};

type Asked = {
  /** Keys from outside. */
  keys?: readonly Verifier[];
  /** A checkpoint that was kept elsewhere, as a signed note. */
  checkpoint?: string;
  progress?: (events: number) => void;
};

const endsAtOnce = 2_000;

/** Reads everything once, in one snapshot. Memory does not grow with the log. */
export async function verifyLog({
  keys = [],
  checkpoint,
  progress = () => undefined,
}: Asked = {}): Promise<VerifiedLog> {
  const findings: Finding[] = [];
  let more = 0;
  const found = (finding: Finding) => {
    if (findings.length < mostFindings) findings.push(finding);
    else more += 1;
  };
  const read = async (tx: Tx) => {
    const chains = await everyChain(tx, found, progress);
    await verifyRecords(tx, found);
    const log = await verifyTree(tx, keys, found);
    if (checkpoint !== undefined) await verifyForeign(tx, checkpoint, keys, logOrigin(), found);
    return { ...chains, entries: log.size, checkpoints: log.checkpoints };
  };
  const counted = await db().$transaction(read, { isolationLevel: "RepeatableRead", timeout: 3_600_000 });
  return { ok: findings.length === 0, findings, more, ...counted };
}

async function everyChain(tx: Tx, found: (finding: Finding) => void, progress: (events: number) => void) {
  const counted = { requests: 0, events: 0 };
  let ends: ChainEnd[] = [];
  const settle = async () => {
    await verifyEnds(tx, ends, found);
    ends = [];
  };
  for await (const end of verifyChains(tx, found, progress)) {
    counted.events += end.events;
    if (end.request !== "system") counted.requests += 1;
    ends.push(end);
    if (ends.length === endsAtOnce) await settle();
  }
  await settle();
  return counted;
}
