/**
 * A message as it is handed out: date, subject, who wrote to whom, the text, and its files as streams. Parts are taken by
 * the structure that the server reports (RFC 9051 section 7.5.2), each on its own, so that no message is ever in memory
 * whole.
 */
import type { FetchMessageObject, ImapFlow, MessageStructureObject } from "imapflow";
import type { SourceRecord } from "../source";
import { openFolder, streamingFrom, UnreadableAnswer } from "./connection";
import { folderOf, keyOf, type Mailbox } from "./mailbox";
import type { Judged } from "./search";

/** Text beyond this is handed out as a file. */
const longestText = 1024 * 1024;

type Leaf = { part: string; type: string; name: string | null; size: number; inline: boolean };

/** The record of one message, or null when it is gone. With `provided` what the person wrote themselves (Art. 20). */
export async function recordOf(
  client: ImapFlow,
  mailbox: Mailbox,
  message: Judged,
  provided: boolean,
): Promise<SourceRecord | null> {
  const { folder, validity, uid } = message;
  const fetched = await client.fetchOne(String(uid), { uid: true, envelope: true, bodyStructure: true }, { uid: true });
  if (!fetched) return null;
  const leaves = leavesOf(fetched.bodyStructure);
  const texts = leaves.filter(({ type, inline, size }) => type === "text/plain" && inline && size <= longestText);
  const files = leaves.filter((leaf) => !texts.includes(leaf) && !(texts.length > 0 && isSameInHtml(leaf)));
  const { category } = folderOf(mailbox, folder);
  const record = { category, part: folder, key: keyOf(folder, validity, uid) };
  if (provided && !message.from.some((party) => message.theirs.includes(party))) return { ...record, values: {} };
  const text: string[] = [];
  for (const { part } of texts) text.push(await textOf(client, uid, part));
  const attachments = files.map((leaf) => fileOf(mailbox, message, leaf));
  const values = { ...headersOf(fetched, message), text: text.join("\n\n") };
  const { date, subject } = values;
  return {
    ...record,
    values: provided ? { date, subject, text: values.text } : values,
    ...(attachments.length > 0 ? { attachments } : {}),
  };
}

function headersOf({ envelope = {} }: FetchMessageObject, { at }: Judged) {
  const said = (parties: { name?: string | undefined; address?: string | undefined }[] = []) =>
    parties.map(({ name, address }) => (name ? `${name} <${address ?? ""}>` : (address ?? "")));
  return {
    date: new Date(at / 1000).toISOString(),
    subject: envelope.subject ?? "",
    from: said(envelope.from),
    to: said(envelope.to),
    ...(envelope.cc?.length ? { cc: said(envelope.cc) } : {}),
    ...(envelope.bcc?.length ? { bcc: said(envelope.bcc) } : {}),
  };
}

function leavesOf(node: MessageStructureObject | undefined): Leaf[] {
  if (!node) return [];
  if (node.childNodes && node.type.startsWith("multipart/")) return node.childNodes.flatMap(leavesOf);
  const name = node.dispositionParameters?.filename ?? node.parameters?.name ?? null;
  const inline = node.disposition !== "attachment" && name === null;
  return [{ part: node.part ?? "1", type: node.type, name, size: node.size ?? 0, inline }];
}

/** A mail program sends the same text twice (RFC 2046 section 5.1.4): the plain one is handed out. */
const isSameInHtml = ({ type, inline }: Leaf): boolean => type === "text/html" && inline;

async function textOf(client: ImapFlow, uid: number, part: string): Promise<string> {
  // The server said that it is short; it is not read for longer than a text may be, whatever comes.
  const { content } = await client.download(String(uid), part, { uid: true, maxBytes: 2 * longestText });
  if (!content) throw new UnreadableAnswer("a part is missing");
  const pieces: Buffer[] = [];
  for await (const piece of content) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString("utf8").replace(/\r\n/g, "\n").trimEnd();
}

function fileOf(mailbox: Mailbox, { folder, validity, uid }: Judged, { part, type, name }: Leaf) {
  return {
    name: name ?? (type === "text/html" ? "message.html" : `part-${part}`),
    mediaType: type,
    open: () => streamingFrom(mailbox.server, (client) => bytesOf(client, { folder, validity, uid, part })),
  };
}

async function* bytesOf(
  client: ImapFlow,
  { folder, validity, uid, part }: { folder: string; validity: string; uid: number; part: string },
): AsyncGenerator<Uint8Array> {
  const { box } = await openFolder(client, folder, "read");
  const same = String(box.uidValidity) === validity;
  const { content } = same ? await client.download(String(uid), part, { uid: true, decodeText: false }) : {};
  if (!content) throw new UnreadableAnswer("the message is gone");
  for await (const piece of content) yield piece as Buffer;
}
