/**
 * Writing by closed list: messages are erased by their UIDs (UID EXPUNGE, RFC 4315), or get and lose a keyword. Where the
 * server cannot erase by UID nothing is erased: a plain EXPUNGE would take everybody's.
 */
import type { ImapFlow } from "imapflow";
import type { Effect, Item, Writing } from "../source";
import { openFolder, type OpenFolder } from "./connection";
import { inKey, type Mailbox } from "./mailbox";
import { hasFlag, messagesOf, perCommand, type Found } from "./message";

/** Listed messages of one folder. `stale`: the folder was renumbered since, and nothing is known of them. */
type Batch = { folder: string; items: Item[]; stale: boolean; uids: number[]; there: Map<number, Found> };

/** Writes the items. Those of a folder that was renumbered are held. */
export async function writeMessages(
  client: ImapFlow,
  mailbox: Mailbox,
  writing: Writing,
  items: readonly Item[],
): Promise<Effect> {
  const sum: Effect = { done: 0, gone: 0, held: 0 };
  for (const [folder, own] of byFolder(items)) {
    const open = await openFolder(client, folder, "write");
    const before = await standing(open, folder, own);
    const openBefore = stillOpen(mailbox, writing, before);
    if (!before.stale) await carryOut(open, mailbox, writing, before);
    const openAfter = openBefore === 0 ? 0 : stillOpen(mailbox, writing, await standing(open, folder, own));
    sum.done += openBefore - openAfter;
    sum.gone += own.length - openBefore;
    sum.held += openAfter;
  }
  return sum;
}

/** How many of the items are there and not yet as the writing leaves them. */
export async function leftMessages(
  client: ImapFlow,
  mailbox: Mailbox,
  writing: Writing,
  items: readonly Item[],
): Promise<number> {
  let left = 0;
  for (const [folder, own] of byFolder(items))
    left += stillOpen(mailbox, writing, await standing(await openFolder(client, folder, "read"), folder, own));
  return left;
}

/** How many of the items are there with another content than listed; of a renumbered folder, all. */
export async function changedMessages(client: ImapFlow, items: readonly Item[]): Promise<number> {
  let changed = 0;
  for (const [folder, own] of byFolder(items)) {
    const { stale, there, items } = await standing(await openFolder(client, folder, "read"), folder, own);
    if (stale) changed += items.length;
    else
      for (const { key, version } of items) {
        const found = there.get(inKey(key).uid);
        if (found && found.version !== version) changed += 1;
      }
  }
  return changed;
}

/** The items of each folder. */
export function byFolder(items: readonly Item[]): Map<string, Item[]> {
  const folders = new Map<string, Item[]>();
  for (const item of items) {
    const { folder } = inKey(item.key);
    folders.set(folder, [...(folders.get(folder) ?? []), item]);
  }
  return folders;
}

/** What of the items is there. */
export async function standing({ client, box }: OpenFolder, folder: string, items: Item[]): Promise<Batch> {
  const validity = String(box.uidValidity);
  const stale = items.some(({ key }) => inKey(key).validity !== validity);
  const uids = [...new Set(items.map(({ key }) => inKey(key).uid))].toSorted((one, other) => one - other);
  const there = new Map<number, Found>();
  if (!stale) for await (const found of messagesOf(client, { folder, validity }, uids)) there.set(found.uid, found);
  return { folder, items, stale, uids, there };
}

function stillOpen({ mapping }: Mailbox, writing: Writing, { items, stale, there }: Batch): number {
  if (stale) return items.length;
  const { pause, restrict } = mapping.keywords;
  return items.filter(({ key }) => {
    const found = there.get(inKey(key).uid);
    if (!found) return false;
    const has = (keyword: string | undefined) => keyword !== undefined && hasFlag(found, keyword);
    if (writing === "pause") return !has(pause);
    if (writing === "restrict") return !has(restrict);
    return writing === "lift" ? has(pause) : true;
  }).length;
}

/** What this mailbox cannot do leaves the messages as they are: they are counted as held. */
async function carryOut(
  { client, keeps }: OpenFolder,
  { mapping }: Mailbox,
  writing: Writing,
  { there }: Batch,
): Promise<void> {
  const { pause, restrict } = mapping.keywords;
  const uids = [...there.keys()];
  for (let start = 0; start < uids.length; start += perCommand) {
    const range = uids.slice(start, start + perCommand).join(",");
    if (writing === "erase" && erasesByUid(client)) await client.messageDelete(range, { uid: true });
    const mark = writing === "pause" ? pause : writing === "restrict" ? restrict : undefined;
    if (mark !== undefined && keeps(mark)) await client.messageFlagsAdd(range, [mark], { uid: true, silent: true });
    if (writing === "lift" && pause !== undefined)
      await client.messageFlagsRemove(range, [pause], { uid: true, silent: true });
  }
}

/** UIDPLUS, or IMAP4rev2, of which it is a part. */
export const erasesByUid = ({ capabilities }: ImapFlow): boolean =>
  capabilities.has("UIDPLUS") || (capabilities.has("IMAP4rev2") && !capabilities.has("IMAP4rev1"));
