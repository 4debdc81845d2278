/**
 * Art. 12(2), (3): the worker reads the mailbox for privacy matters and takes down each mail once, with the time at which the mail
 * server received it: from then on the month runs, whether or not somebody looks. It changes nothing in the mailbox and decides
 * nothing. Killed anywhere it goes on after the last mail that was taken down.
 */
import { createHash, randomUUID } from "node:crypto";
import type { ImapFlow } from "imapflow";
import { policy } from "../../company";
import { db, portalNow, type Tx } from "../../db";
import { fileTypeOf } from "../../gdpr/attached";
import { dayIn } from "../../gdpr/day";
import { keyedHash, masterKey } from "../../seal/seal";
import { openFolder, UnreadableAnswer, withServer } from "../../sources/mailbox/connection";
import type { Sent } from "../file/check";
import { noteSystem } from "../system-chain";
import { inboundBox, type Box } from "./box";
import { parsedMail } from "./parse";
import { sealFile, sealWords, type Words } from "./sealed";

/** A larger mail is not read whole: that it came is taken down. */
const largest = 30_000_000;
const day = 86_400_000;
/** Of a folder that is read for the first time, so much that the month has not passed. */
const firstDays = 31;

/** Takes down what is new. Gives how many mails; none where no mailbox is configured. */
export async function readNewMail(stop: () => boolean = () => false): Promise<number> {
  const box = inboundBox();
  if (!box) return 0;
  return withServer(box.server, async (client) => {
    const opened = await openFolder(client, box.folder, "read");
    const at = { folder: box.folder, validity: String(opened.box.uidValidity) };
    let taken = 0;
    for (const uid of await newUids(client, at)) {
      if (stop()) return taken;
      const mail = await fetched(client, uid);
      if (await takeDown({ ...at, uid }, mail)) taken += 1;
    }
    await reached({ ...at, uid: opened.box.uidNext - 1 });
    return taken;
  });
}

type At = { folder: string; validity: string };

/** In their order. Under another UIDVALIDITY all numbers are new: what was taken down before is known by its digest. */
async function newUids(client: ImapFlow, { folder, validity }: At): Promise<number[]> {
  const place = await db().inboundPlace.findUnique({ where: { folder } });
  const isSame = place?.validity === validity;
  const last = isSame ? Number(place?.uid) : 0;
  const month = (await portalNow()).getTime() - firstDays * day;
  const since = new Date(Math.min(month, (place?.readAt.getTime() ?? Infinity) - day));
  const found = await client.search(isSame ? { uid: `${last + 1}:*` } : { since }, { uid: true });
  if (!found) throw new UnreadableAnswer("the folder cannot be searched");
  // RFC 9051 section 9: `n:*` holds the last message even where its number is smaller.
  return found.filter((uid) => uid > last).toSorted((a, b) => a - b);
}

type Fetched = { receivedAt: Date; digest: string; words: Words; files: Sent[] };

/** Null when it is gone meanwhile. */
async function fetched(client: ImapFlow, uid: number): Promise<Fetched | null> {
  const facts = await client.fetchOne(
    String(uid),
    { uid: true, envelope: true, internalDate: true, size: true },
    { uid: true },
  );
  if (!facts) return null;
  const receivedAt = new Date(facts.internalDate ?? Number.NaN);
  if (Number.isNaN(receivedAt.getTime())) throw new UnreadableAnswer("a message without a date");
  const { size = 0, envelope } = facts;
  const whole = size <= largest ? await client.fetchOne(String(uid), { uid: true, source: true }, { uid: true }) : null;
  if (whole === false) return null;
  const source = whole?.source;
  const seen = source ? createHash("sha256").update(source).digest("hex") : `${envelope?.messageId} ${size}`;
  const digest = keyedHash(masterKey("inbound mail digest"), `${receivedAt.toISOString()} ${seen}`);
  const sender = envelope?.from?.[0];
  const from = { name: sender?.name ?? "", email: sender?.address ?? "" };
  const bare = { from, subject: envelope?.subject ?? "", text: "", cut: false, left: 0, names: [] };
  if (!source) return { receivedAt, digest, words: { ...bare, unread: "too-large" }, files: [] };
  // What no program can read is for a person to look at, where it lies.
  const parsed = await parsedMail(source).catch(() => null);
  if (!parsed) return { receivedAt, digest, words: { ...bare, unread: "unreadable" }, files: [] };
  const { files, ...said } = parsed;
  return { receivedAt, digest, words: { ...said, names: files.map(({ name }) => name), unread: null }, files };
}

/** One mail in one transaction with how far the folder is read; false where another worker, or an earlier number, was first. */
async function takeDown(at: At & { uid: number }, mail: Fetched | null): Promise<boolean> {
  return db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('inbound mail', 1))::text`;
    const place = await tx.inboundPlace.findUnique({ where: { folder: at.folder } });
    if (place?.validity === at.validity && place.uid >= at.uid) return false;
    const isNew = mail !== null && (await tx.inboundMail.count({ where: { digest: mail.digest } })) === 0;
    if (isNew) await keep(tx, mail);
    await goTo(tx, at);
    return isNew;
  });
}

async function keep(tx: Tx, { receivedAt, digest, words, files }: Fetched): Promise<void> {
  const id = randomUUID();
  await tx.inboundMail.create({ data: { id, digest, receivedAt, sealed: sealWords(id, words) } });
  await tx.inboundFile.createMany({
    data: files.map(({ bytes }, no) => {
      const file = randomUUID();
      const type = fileTypeOf(bytes);
      if (type === null) throw new Error("a file of no kind that is taken");
      return { id: file, mail: id, no, type, bytes: bytes.length, sealed: sealFile(file, bytes) };
    }),
  });
  await noteSystem(tx, "mail-taken-down", { data: { mail: id, receivedOn: dayIn(policy().zone, receivedAt) } });
}

const goTo = async (tx: Tx, { folder, validity, uid }: At & { uid: number }): Promise<void> => {
  const now = { validity, uid: BigInt(uid), readAt: await portalNow(tx) };
  await tx.inboundPlace.upsert({ where: { folder }, create: { folder, ...now }, update: now });
};

/** Everything up to this number was looked at; what a colleague of this worker reached stands. */
async function reached(at: At & { uid: number }): Promise<void> {
  await db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('inbound mail', 1))::text`;
    const place = await tx.inboundPlace.findUnique({ where: { folder: at.folder } });
    const uid = place?.validity === at.validity ? Math.max(at.uid, Number(place.uid)) : at.uid;
    await goTo(tx, { ...at, uid });
  });
}

/** Days after which a mail that nobody decided about is late. */
export const lateAfter = (box: Pick<Box, "daysToDecide">, now: Date): Date =>
  new Date(now.getTime() - box.daysToDecide * day);
