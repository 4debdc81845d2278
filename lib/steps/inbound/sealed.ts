/** What a mail said, sealed outside of any request: it may be none. With a request it moves under that request's key. */
import type { Tx } from "../../db";
import type { FileType } from "../../gdpr/attached";
import { masterKey, open, seal } from "../../seal/seal";
import type { Sent } from "../file/check";

export type Words = {
  from: { name: string; email: string };
  subject: string;
  text: string;
  cut: boolean;
  left: number;
  /** The names of the files, by their places. */
  names: string[];
  /** Why its text could not be read: it lies in the mailbox. */
  unread: "too-large" | "unreadable" | null;
};

const key = () => masterKey("inbound mail");
const words = (id: string): string => `inbound mail ${id}`;
const file = (id: string): string => `inbound file ${id}`;

export const sealWords = (id: string, said: Words) => seal(key(), words(id), JSON.stringify(said));
export const openWords = (id: string, sealed: Uint8Array): Words =>
  JSON.parse(open(key(), words(id), sealed).toString("utf8")) as Words;
export const sealFile = (id: string, bytes: Buffer) => seal(key(), file(id), bytes);
export const openFile = (id: string, sealed: Uint8Array): Buffer => open(key(), file(id), sealed);
export const sealReason = (id: string, reason: string) => seal(key(), `inbound reason ${id}`, reason);
export const openReason = (id: string, sealed: Uint8Array): string =>
  open(key(), `inbound reason ${id}`, sealed).toString("utf8");

/** The files of a mail, as they were sent. */
export async function filesOfMail(tx: Tx, mail: string, { names }: Words): Promise<(Sent & { type: FileType })[]> {
  const rows = await tx.inboundFile.findMany({ where: { mail }, orderBy: { no: "asc" } });
  return rows.map(({ id, no, type, sealed }) => ({
    name: names[no] ?? "",
    type: type as FileType,
    bytes: openFile(id, sealed),
  }));
}
