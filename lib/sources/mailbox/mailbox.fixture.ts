/** A mailbox on a real server for tests: a person, a near-namesake, somebody in copy. */
import {
  mailboxPassword,
  mailboxUser,
  startImap,
  type Delivered,
  type ImapOptions,
  type ImapStandIn,
} from "../../../demo/vendors/imap";
import { modelPolicy } from "../../policy/broken.fixture";
import { loadPolicy } from "../../policy/load";
import { policySchema, type MailboxSource } from "../../policy/schema";
import { mailboxSource } from "../mailbox";
import type { Item, Person, Source } from "../source";

export const policy = loadPolicy(modelPolicy);

export const kim: Person = {
  account: "KW-1",
  addresses: [
    { email: "Kim@Mail.example", proved: true, held: null },
    { email: "kim@old.example", proved: false, held: { from: "2020-01-01T00:00:00Z", until: "2022-01-01T00:00:00Z" } },
    { email: "kim@work.example", proved: false, held: null },
  ],
  names: ["Kim Adler"],
  postcodes: [],
};

export const support = { name: "Support", email: "support@klangwerk.example" };
export const box = { name: "Kim Adler", email: "kim@mail.example" };

/** A message from the person to the company, with what is changed. */
export const mail = (more: Partial<Delivered> = {}): Delivered => ({
  at: "2026-10-05T08:00:00.000Z",
  from: box,
  to: [support],
  subject: "A question",
  text: "Is it blue?\nKim",
  ...more,
});

const keywords = { pause: "$RightfulPaused", restrict: "$RightfulLocked" };

/** A mapping with keys changed. */
export function mapping(change: Record<string, unknown> = {}): MailboxSource {
  const parsed = policySchema.shape.sources.parse({
    post: {
      kind: "mailbox",
      label: { en: "Mailbox", de: "Postfach" },
      server: { host: "IMAP_HOST", port: "IMAP_PORT", user: "IMAP_USER", password: "IMAP_PASSWORD" },
      private: true,
      folders: { INBOX: { category: "contact-email", sole: true }, "Closed/2026": { category: "support-ticket" } },
      own: ["klangwerk.example"],
      keywords,
      ...change,
    },
  });
  return parsed.post as MailboxSource;
}

export type Post = { server: ImapStandIn; source: Source; close(): Promise<void> };

export async function openPost(
  messages: readonly Delivered[],
  options: { change?: Record<string, unknown>; patience?: number; password?: string } & Partial<ImapOptions> = {},
): Promise<Post> {
  const { change, patience, password = mailboxPassword, ...server } = options;
  const started = await startImap({ port: 0, messages, folders: ["Closed/2026"], ...server });
  const reached = {
    host: "127.0.0.1",
    port: started.port,
    user: mailboxUser,
    password,
    ...(patience ? { patience } : {}),
  };
  const source = mailboxSource("post", mapping(change), { server: reached, policy });
  return {
    server: started,
    source,
    async close() {
      await source.close();
      await started.close();
    },
  };
}

export async function all<Value>(stream: AsyncIterable<Value>): Promise<Value[]> {
  const values: Value[] = [];
  for await (const value of stream) values.push(value);
  return values;
}

export const groupsOf = async (source: Source, person = kim) => (await source.locate(person, {})).groups;

/** The lists of all groups of the person. */
export async function itemsOf(source: Source): Promise<Item[]> {
  const items: Item[] = [];
  for (const group of await groupsOf(source)) items.push(...(await all(source.list(kim, group))));
  return items;
}
