/**
 * Art. 5(2), 24: the evidence of one request leaves the house as a file that verifies without us. That it left is
 * recorded first, so the file tells of its own making.
 */
import { has, type Actor, type Role } from "../actor";
import { sha256, bundleBytes } from "../bundle/write";
import { transactionAs, type Tx } from "../db";
import { no, yes, type Result } from "../result";
import { staffSight } from "../sight";
import { lockRequest } from "./decide/allowed";
import { gather } from "./evidence/gather";
import { exporterRole } from "./evidence/order";
import { logSigners } from "./log/keys";
import { note } from "./move";

export type Exported = {
  /** A file name without personal data. */
  name: string;
  bytes: Buffer;
  /** hex SHA-256 of the bytes. */
  sha256: string;
  events: number;
};

export type Wish = {
  /** With its letters and what opens their commitments. */
  personal: boolean;
  /** The ordered export that it is made for: however often that is begun, the chain tells of it once. */
  order?: string;
};

/** A file name without personal data. */
export const bundleFile = (reference: string, personal: boolean): string =>
  `${reference}-evidence${personal ? "-with-letters" : ""}.zip`;

/**
 * The bundle of a request. It is signed where the key of the log lies in the environment: with the worker, never with the process
 * that shows pages.
 */
export async function exportBundle(
  who: Actor,
  reference: string,
  { personal, order }: Wish,
): Promise<Result<"not-found" | "not-allowed", Exported>> {
  const role = has(who, "system") ? "system" : exporterRole(who);
  if (!role) return no("not-allowed");
  // One transaction on the locked row: nothing can be recorded between the export and what it holds.
  const input = await transactionAs(staffSight(who), async (tx) => {
    await lockRequest(tx, reference);
    if ((await tx.request.count({ where: { id: reference } })) === 0) return null;
    const seq = await recorded(tx, who, { reference, role, order });
    return gather(tx, { reference, personal, seq });
  });
  if (!input) return no("not-found");
  // Loaded when it is needed: what writes a PDF takes longer to load than most commands take to run.
  const { makeReport } = await import("./make-report");
  const signers = process.env.LOG_KEY ? logSigners() : [];
  const bytes = bundleBytes({ ...input, report: await makeReport(input) }, signers);
  return yes({ name: bundleFile(reference, personal), bytes, sha256: sha256(bytes), events: input.events.length });
}

type Telling = { reference: string; role: Role; order: string | undefined };

/** The number of the event that says so: of this very moment, or of when the same order was begun before. */
async function recorded(tx: Tx, who: Actor, { reference, role, order }: Telling): Promise<number> {
  const tell = () => note(tx, reference, "exported", who, { as: role, data: { form: "bundle" } });
  if (order === undefined) return (await tell()).seq;
  const id = { export: order, request: reference };
  const before = await tx.exportedChain.findUnique({ where: { export_request: id } });
  if (before) return before.seq;
  const { seq } = await tell();
  await tx.exportedChain.create({ data: { ...id, seq } });
  return seq;
}
