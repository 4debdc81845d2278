/** plan-and-list 4: messages of people under a stop, by every address in their headers; of a renumbered folder, all. */
import type { ImapFlow } from "imapflow";
import type { Item, Spared } from "../source";
import { openFolder } from "./connection";
import { inKey } from "./mailbox";
import { addressForm } from "./message";
import { byFolder, standing } from "./write";

/** Those of the messages that are there and carry an address of somebody who is spared. */
export async function messagesOfSpared(client: ImapFlow, items: readonly Item[], spared: Spared): Promise<Item[]> {
  const addresses = new Set(spared.addresses.map(addressForm));
  const stay: Item[] = [];
  for (const [folder, own] of byFolder(items)) {
    const { stale, there } = await standing(await openFolder(client, folder, "read"), folder, own);
    const isSpared = ({ key }: Item) =>
      there.get(inKey(key).uid)?.parties.some((party) => addresses.has(party)) ?? false;
    stay.push(...(stale ? own : own.filter(isSpared)));
  }
  return stay;
}
