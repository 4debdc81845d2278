/** Which messages are one exchange (RFC 5322 section 3.6.4): those that answer one another; it ends with its last. */
import type { Found } from "./message";

export type Exchanged = Pick<Found, "folder" | "uid" | "at" | "id" | "replyTo">;

/** When the exchange of each of these messages ended, in microseconds since 1970. */
export function endsOf(messages: readonly Exchanged[]): (message: Exchanged) => number {
  const root = new Map<string, string>();
  const rootOf = (id: string): string => {
    let at = id;
    for (let above = root.get(at); above !== undefined && above !== at; above = root.get(at)) at = above;
    return at;
  };
  const nameOf = ({ id, folder, uid }: Exchanged) => id ?? `${folder}/${uid}`;
  for (const message of messages) {
    const [own, above] = [rootOf(nameOf(message)), message.replyTo === null ? null : rootOf(message.replyTo)];
    if (above !== null && above !== own) root.set(own, above);
  }
  const ends = new Map<string, number>();
  for (const message of messages) {
    const exchange = rootOf(nameOf(message));
    ends.set(exchange, Math.max(message.at, ends.get(exchange) ?? 0));
  }
  return (message) => ends.get(rootOf(nameOf(message))) ?? message.at;
}
