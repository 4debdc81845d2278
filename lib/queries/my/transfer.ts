/** Art. 20(2): where the person wanted their data sent, how far it came, and what came of it. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import type { Tx } from "../../db";
import { transferOutcomes, type TransferOutcome, type TransferState } from "../../gdpr/transfer";
import type { Policy } from "../../policy/schema";
import { openDrawer, requestKey } from "../../seal/request-key";
import { openingOf, type Opening } from "./copy";

export type TransferView = {
  id: string;
  state: TransferState;
  company: string;
  url: string;
  host: string;
  /** The host as machines write it, where a person reads other letters. */
  ascii: string | null;
  /** Whether a code goes along. */
  code: boolean;
  opening: Opening;
  mayCancel: boolean;
  /** Whether it was tried already and is tried again. */
  again: boolean;
  receipt: TransferReceipt | null;
};

export type TransferReceipt = {
  outcome: TransferOutcome;
  at: Date;
  sha256: string | null;
  bytes: number | null;
  status: number | null;
  receipt: string | null;
};

/** Whether data can be sent straight to another company here. */
export const transferOffered = (): boolean => policy().transfer !== undefined;

type Row = {
  id: string;
  door: string | null;
  shreddedAt: Date | null;
  transfers: {
    id: string;
    state: string;
    toId: string;
    receiptId: string | null;
    code: Uint8Array | null;
    inDoubt: boolean;
    attempts: number;
  }[];
};

/** The last one that the person named; null where there is none. */
export async function transferOf(tx: Tx, row: Row, who: Actor, own: Policy): Promise<TransferView | null> {
  const transfer = row.transfers[0];
  if (!transfer || row.shreddedAt) return null;
  const keys = await requestKey(tx, row.id);
  const { state, toId, receiptId, code, inDoubt, attempts } = transfer;
  type Destination = Pick<TransferView, "company" | "url" | "host" | "ascii">;
  const { company, url, host, ascii } = await openDrawer<Destination>(tx, keys, toId);
  const outcome = transferOutcomes.find((one) => one === state);
  const said =
    outcome && receiptId ? await openDrawer<{ at: string } & Omit<TransferReceipt, "at">>(tx, keys, receiptId) : null;
  return {
    id: transfer.id,
    state: state as TransferState,
    company,
    url,
    host,
    ascii,
    code: code !== null,
    opening: openingOf(row.door, who, own.release),
    mayCancel: state === "named" || (state === "confirmed" && !inDoubt),
    again: attempts > 0,
    receipt:
      said && outcome
        ? {
            outcome,
            at: new Date(said.at),
            sha256: said.sha256,
            bytes: said.bytes,
            status: said.status,
            receipt: said.receipt,
          }
        : null,
  };
}
