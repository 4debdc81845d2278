/**
 * Art. 5(1)(f), 15(1) (C-579/21): a file that came with a request is looked at by taking it, and each time is an event of the request:
 * who, when, which.
 */
import { createHash } from "node:crypto";
import { has, type Actor } from "../../actor";
import { transactionAs, type Tx } from "../../db";
import { fileForm, type FileType } from "../../gdpr/attached";
import { no, yes, type Result } from "../../result";
import { openBytesFor, openDrawer, type RequestKey } from "../../seal/request-key";
import { staffSight } from "../../sight";
import { forStaff, lockRequest } from "../decide/allowed";
import { note } from "../move";
import { attachedAs, type Named } from "./keep";

/** `name` without personal data: what the sender called it stands in the sealed file. */
export type Fetched = { name: string; media: string; bytes: Buffer };

/** One file, to those of the desk. Throws when it is not the one that the chain commits to. */
export async function fetchFile(who: Actor, id: string): Promise<Result<"not-found", Fetched>> {
  if (!has(who, "reviewer", "dpo")) return no("not-found");
  return transactionAs(staffSight(who), async (tx): Promise<Result<"not-found", Fetched>> => {
    const at = await tx.attachment.findUnique({ where: { id }, select: { request: true } });
    if (!at) return no("not-found");
    await lockRequest(tx, at.request);
    const found = await forStaff(tx, who, at.request, "reviewer", "dpo");
    if (!found.ok) return no("not-found");
    const bytes = await opened(tx, found.value.keys, id);
    const { type } = bytes;
    const as = has(who, "reviewer") ? "reviewer" : "dpo";
    await note(tx, at.request, "file-opened", who, { as, data: { file: id } });
    const { ending, media } = fileForm[type];
    return yes({ name: `${at.request}-${id.slice(0, 8)}.${ending}`, media, bytes: bytes.content });
  });
}

/** The bytes of a file, held against the payload that names it. */
export async function opened(tx: Tx, keys: RequestKey, id: string): Promise<{ type: FileType; content: Buffer }> {
  const row = await tx.attachment.findUniqueOrThrow({ where: { id } });
  const { files } = await openDrawer<{ files: Named[] }>(tx, keys, row.drawerId);
  const content = openBytesFor(keys, attachedAs(id), row.sealed);
  const named = files.find((file) => file.id === id);
  if (named?.sha256 !== createHash("sha256").update(content).digest("hex"))
    throw new Error(`attachment ${id} is not the file that was committed to`);
  return { type: named.type, content };
}
