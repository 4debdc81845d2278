/**
 * Art. 5(1)(e): messages whose time has come without a request. The server searches by whole days of its own
 * (RFC 9051 section 6.4.4, BEFORE), so that each message's own instant is compared; and as for a request its time counts from
 * the last message of its exchange, for which the headers of all folders are read. What is paused stays.
 */
import type { ImapFlow } from "imapflow";
import { microseconds } from "../../gdpr/instant";
import type { Due, Item } from "../source";
import { openFolder, UnreadableAnswer } from "./connection";
import { endsOf, type Exchanged } from "./exchange";
import { folderOf, inKey, keyOf, type Mailbox } from "./mailbox";
import { hasFlag, messagesOf, type Found } from "./message";

type Old = Exchanged & Pick<Found, "folder" | "validity" | "uid" | "version" | "flags">;

/** Folder by folder in the order of the policy, in each by UID. */
export async function dueMessages(client: ImapFlow, mailbox: Mailbox, asked: Due): Promise<Item[]> {
  const folders = foldersOf(mailbox, asked);
  const { cutoff, after, limit } = asked;
  const start = after ? folders.indexOf(after.part) : 0;
  if (start < 0) throw new Error(`source ${mailbox.id}: the rule has no folder to go on after`);
  const before = Number(microseconds(cutoff));
  const old: Old[] = [];
  for (const folder of folders.slice(start))
    for await (const message of oldMessages(client, folder, cutoff))
      if (message.at < before && !isSeen(message, after) && !isPaused(mailbox, message)) old.push(slim(message));
  if (old.length === 0) return [];
  const ends = endsOf(await allMessages(client, mailbox));
  return old
    .filter((message) => ends(message) < before)
    .slice(0, limit)
    .map(({ folder, validity, uid, version }) => ({ part: folder, key: keyOf(folder, validity, uid), version }));
}

/** The folders of which the rule ends in their messages' going. */
function foldersOf(mailbox: Mailbox, { category, rule: id }: Due): string[] {
  return Object.keys(mailbox.mapping.folders).filter((folder) => {
    const { category: own, rule } = folderOf(mailbox, folder);
    return own === category && rule.id === id && rule.end === "erase";
  });
}

/** A folder that was numbered anew is gone through from its start. */
function isSeen({ folder, validity, uid }: Old, after: Due["after"]): boolean {
  if (after?.part !== folder) return false;
  const last = inKey(after.key);
  return last.validity === validity && uid <= last.uid;
}

function isPaused({ mapping }: Mailbox, message: Old): boolean {
  const { pause } = mapping.keywords;
  return pause !== undefined && hasFlag(message, pause);
}

const slim = ({ folder, validity, uid, at, id, replyTo, version, flags }: Old): Old => {
  return { folder, validity, uid, at, id, replyTo, version, flags };
};

/** Candidates of a folder, by day: with two to spare, whatever zone the server counts in. */
async function* oldMessages(client: ImapFlow, folder: string, cutoff: string): AsyncGenerator<Found> {
  const { box } = await openFolder(client, folder, "read");
  const before = new Date(Date.parse(cutoff) + 2 * 86_400_000);
  const uids = await client.search({ before }, { uid: true });
  // A server that refuses to search has not said that there is nothing.
  if (!uids) throw new UnreadableAnswer("the search was refused");
  const at = { folder, validity: String(box.uidValidity) };
  yield* messagesOf(client, at, uids.toSorted((one, other) => one - other)); // prettier-ignore
}

/** Of every message what says to which exchange it belongs. */
async function allMessages(client: ImapFlow, { mapping }: Mailbox): Promise<Exchanged[]> {
  const all: Exchanged[] = [];
  for (const folder of Object.keys(mapping.folders)) {
    const { box } = await openFolder(client, folder, "read");
    const uids = await client.search({ all: true }, { uid: true });
    if (!uids) throw new UnreadableAnswer("the search was refused");
    for await (const { uid, at, id, replyTo } of messagesOf(
      client,
      { folder, validity: String(box.uidValidity) },
      uids,
    ))
      all.push({ folder, uid, at, id, replyTo });
  }
  return all;
}
