/** A message as far as it has to be known to say whose it is: never its subject, never its text. */
import { createHash } from "node:crypto";
import type { FetchMessageObject, ImapFlow } from "imapflow";
import { UnreadableAnswer } from "./connection";

export type Found = {
  folder: string;
  validity: string;
  uid: number;
  /** When the server received it, in microseconds since 1970: the sender writes the Date header, the server this. */
  at: number;
  /** The addresses of From, Sender, Reply-To, To, Cc and Bcc, in the form in which they are compared. */
  parties: string[];
  from: string[];
  /** The name beside an address, where there is one. */
  names: ReadonlyMap<string, string>;
  version: string;
  /** Message-ID and In-Reply-To (RFC 5322 section 3.6.4): what belongs to one exchange. */
  id: string | null;
  replyTo: string | null;
  flags: ReadonlySet<string>;
};

/** What is fetched of every message that is looked at. */
export const facts = { uid: true, envelope: true, internalDate: true, size: true, flags: true } as const;

/** At most this many UIDs in one command: servers refuse lines of more than 8,000 bytes. */
export const perCommand = 500;

export const addressForm = (address: string): string => address.trim().toLowerCase();

/** Keywords are compared without regard to case (RFC 9051 section 2.3.2). */
export const hasFlag = ({ flags }: Pick<Found, "flags">, keyword: string): boolean =>
  [...flags].some((flag) => flag.toLowerCase() === keyword.toLowerCase());

/** The facts of the messages with these UIDs, as many as are still there, in the order of their UIDs. */
export async function* messagesOf(
  client: ImapFlow,
  at: Pick<Found, "folder" | "validity">,
  uids: readonly number[],
): AsyncGenerator<Found> {
  for (let start = 0; start < uids.length; start += perCommand) {
    const range = uids.slice(start, start + perCommand).join(",");
    for await (const message of client.fetch(range, facts, { uid: true })) yield found(message, at);
  }
}

function found(message: FetchMessageObject, at: Pick<Found, "folder" | "validity">): Found {
  const { uid, envelope = {}, internalDate, size = 0, flags = new Set<string>() } = message;
  const received = internalDate instanceof Date ? internalDate : new Date(Number.NaN);
  if (Number.isNaN(received.getTime())) throw new UnreadableAnswer("a message without a date");
  const form = (parties: { address?: string | undefined }[] = []) =>
    parties.flatMap(({ address }) => (address ? [addressForm(address)] : []));
  const { from, sender, replyTo, to, cc, bcc } = envelope;
  const id = envelope.messageId?.trim() || null;
  const named = [from, sender, replyTo, to, cc, bcc].flatMap((parties) => parties ?? []);
  return {
    ...at,
    uid,
    names: new Map(
      named.flatMap(({ name, address }) => (name?.trim() && address ? [[addressForm(address), name.trim()]] : [])),
    ),
    at: received.getTime() * 1000,
    from: form(from),
    parties: [...new Set([from, sender, replyTo, to, cc, bcc].flatMap(form))],
    version: createHash("sha256")
      .update(`${id ?? ""}\n${size}`)
      .digest("hex")
      .slice(0, 32),
    id,
    replyTo: envelope.inReplyTo?.trim() || null,
    flags,
  };
}
