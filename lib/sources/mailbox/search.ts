/** All messages of a person in the folders of a mailbox, with whose they are and when their exchange ended. */
import type { ImapFlow } from "imapflow";
import type { Person } from "../source";
import { judged, type Belonging } from "./belonging";
import { openFolder, UnreadableAnswer } from "./connection";
import { endsOf } from "./exchange";
import { addressForm, messagesOf, type Found } from "./message";
import type { Mailbox } from "./mailbox";

/** `ended` is when the last message of the exchange came that was found: what the category's rule counts from. */
export type Judged = Found & Belonging & { ended: number };

export type Searched = { messages: Judged[]; pausable: ReadonlySet<string> };

/** Asks each folder for each address. Reads headers only, and sets no flag. */
export async function searched(client: ImapFlow, mailbox: Mailbox, person: Person): Promise<Searched> {
  const { addresses } = person;
  const { folders, own } = mailbox.mapping;
  const found: Found[] = [];
  const pausable = new Set<string>();
  for (const folder of Object.keys(folders)) {
    if (addresses.length === 0) break;
    const { pause } = mailbox.mapping.keywords;
    // Which keywords stay is said to those who open to write.
    const open = await openFolder(client, folder, pause === undefined ? "read" : "write");
    if (pause !== undefined && open.keeps(pause)) pausable.add(folder);
    const uids = new Set<number>();
    for (const email of new Set(addresses.map(({ email }) => addressForm(email))))
      for (const uid of await uidsWith(client, email)) uids.add(uid);
    const at = { folder, validity: String(open.box.uidValidity) };
    for await (const message of messagesOf(
      client,
      at,
      [...uids].toSorted((one, other) => one - other),
    ))
      found.push(message);
  }
  const messages = judged(found, { person, own, sole: (folder) => folders[folder]?.sole ?? false });
  const ends = endsOf(messages);
  return { messages: messages.map((message) => ({ ...message, ended: ends(message) })), pausable };
}

async function uidsWith(client: ImapFlow, email: string): Promise<number[]> {
  const or = [{ from: email }, { to: email }, { cc: email }, { bcc: email }];
  const found = await client.search({ or }, { uid: true });
  // A server that refuses to search has not said that there is nothing.
  if (!found) throw new UnreadableAnswer("the search was refused");
  return found;
}
