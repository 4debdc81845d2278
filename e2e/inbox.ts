import { expect } from "@playwright/test";
import type { Message } from "../demo/inbox/mailbox";
import type { Manner } from "../demo/inbox/mail-server";

const { INBOX_URL = "http://localhost:3001" } = process.env;

let disturbed = false;

/** The demo's inbox, read as a machine reads it. */
export const inbox = {
  /** Every message so far, oldest first; with `to` only those for that address. */
  async messages(to?: string): Promise<Message[]> {
    const query = to === undefined ? "" : `?to=${encodeURIComponent(to)}`;
    const response = await fetch(`${INBOX_URL}/messages.json${query}`);
    if (!response.ok) throw new Error(`the inbox answered ${response.status}`);
    return (await response.json()) as Message[];
  },

  /** Waits for the newest message that `matches`. `what` names it when it does not come. */
  async waitFor(matches: (message: Message) => boolean, what: string): Promise<Message> {
    let found: Message | undefined;
    await expect
      .poll(async () => (found = (await inbox.messages()).findLast(matches)) !== undefined, { message: what })
      .toBe(true);
    if (!found) throw new Error(`the inbox has no ${what}`);
    return found;
  },

  /** Changes how the mail server behaves until it is told otherwise. */
  async behave(mode: Manner): Promise<void> {
    const response = await fetch(`${INBOX_URL}/fault`, { method: "POST", body: JSON.stringify({ mode }) });
    if (!response.ok) throw new Error("the inbox was not started for tests");
    disturbed = mode !== "accept";
  },

  /** Makes the mail server accept again, if a test left it otherwise. */
  async recover(): Promise<void> {
    if (disturbed) await inbox.behave("accept");
  },
};

/** The first address of our portal in a message. */
export function linkIn(message: Message): string {
  const link = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/.exec(message.text)?.[0];
  if (!link) throw new Error(`no link in "${message.subject}"`);
  return link;
}
