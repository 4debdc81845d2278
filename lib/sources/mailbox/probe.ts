/** What is wrong with reach and rights of a mailbox, as sentences. Reads only; no message is touched. */
import type { ImapFlow } from "imapflow";
import { openFolder } from "./connection";
import type { Mailbox } from "./mailbox";
import { erasesByUid } from "./write";

export async function probedMailbox(client: ImapFlow, { id, mapping }: Mailbox): Promise<string[]> {
  const known = new Set((await client.list()).map(({ path }) => path));
  const sentences: string[] = [];
  if (!erasesByUid(client))
    sentences.push(`The server of the source ${id} lacks UIDPLUS: no message can be erased without erasing others'.`);
  for (const folder of Object.keys(mapping.folders)) {
    if (!known.has(folder)) {
      sentences.push(`The source ${id} has no folder ${folder}: mend its name in the policy.`);
      continue;
    }
    const { keeps } = await openFolder(client, folder, "write");
    for (const keyword of Object.values(mapping.keywords))
      if (keyword !== undefined && !keeps(keyword))
        sentences.push(`The folder ${folder} of the source ${id} does not keep the keyword ${keyword}.`);
  }
  return sentences;
}
