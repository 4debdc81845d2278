/**
 * A mailbox of the company as a source, by IMAP (RFC 9051, RFC 3501). Each call has its own connection and leaves none
 * behind; messages are found by the person's addresses and erased by their UIDs.
 */
import type { MailboxSource, Policy } from "../policy/schema";
import { openFolder, streamingFrom, withServer, type Server } from "./mailbox/connection";
import { dueMessages } from "./mailbox/due";
import { groupsOf, messagesIn, selected } from "./mailbox/locate";
import { keyOf, type Mailbox } from "./mailbox/mailbox";
import { probedMailbox } from "./mailbox/probe";
import { recordOf } from "./mailbox/read";
import { searched } from "./mailbox/search";
import { messagesOfSpared } from "./mailbox/spare";
import { changedMessages, leftMessages, writeMessages } from "./mailbox/write";
import { SourceUnreachable, type Source } from "./source";

export type MailboxOptions = {
  server: Omit<Server, "source" | "private">;
  policy: Pick<Policy, "zone" | "categories">;
};

/** The source `id` over the mapping. Nothing is connected before the first call. */
export function mailboxSource(id: string, mapping: MailboxSource, { server, policy }: MailboxOptions): Source {
  const reached: Server = { ...server, source: id, private: mapping.private };
  const mailbox: Mailbox = { id, mapping, server: reached, ...policy };
  return {
    id,
    kind: "mailbox",
    async probe() {
      try {
        return await withServer(reached, (client) => probedMailbox(client, mailbox));
      } catch (error) {
        if (error instanceof SourceUnreachable) return [`The ${error.message}.`];
        throw error;
      }
    },
    locate: (person, cutoffs) =>
      withServer(reached, async (client) => ({
        groups: groupsOf(mailbox, await searched(client, mailbox, person), cutoffs),
        learned: {},
      })),
    async *list(person, group) {
      const found = await withServer(reached, (client) => searched(client, mailbox, person));
      for (const { folder, validity, uid, version } of messagesIn(mailbox, found, group))
        yield { part: folder, key: keyOf(folder, validity, uid), version };
    },
    read: (person, group, columns) =>
      streamingFrom(reached, async function* (client) {
        const found = messagesIn(mailbox, await searched(client, mailbox, person), group);
        const { box } = await openFolder(client, selected(group.selector).folder, "read");
        for (const message of found) {
          const same = String(box.uidValidity) === message.validity;
          const record = same ? await recordOf(client, mailbox, message, columns === "provided") : null;
          if (record) yield record;
        }
      }),
    write: (writing, items) => withServer(reached, (client) => writeMessages(client, mailbox, writing, items)),
    changed: (items) => withServer(reached, (client) => changedMessages(client, items)),
    left: (writing, items) => withServer(reached, (client) => leftMessages(client, mailbox, writing, items)),
    async *due(asked) {
      yield* await withServer(reached, (client) => dueMessages(client, mailbox, asked));
    },
    ofSpared: (items, spared) => withServer(reached, (client) => messagesOfSpared(client, items, spared)),
    partOf: (group) => selected(group.selector).folder,
    close: async () => undefined,
  };
}
