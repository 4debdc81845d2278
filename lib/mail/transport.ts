/**
 * One message to one mailbox by SMTP. The envelope is given explicitly and the recipient as an object, because a text
 * as recipient is parsed, and what is parsed can be made to name another mailbox.
 */
import { createTransport } from "nodemailer";
import { parseAddress } from "./address";
import type { SealedMail } from "./outbox";

export type Message = SealedMail & { messageId: string; language: string };

/** What the server said: `code` is its last SMTP code, null when it said nothing. */
export type Handed =
  | { outcome: "accepted"; code: number }
  | { outcome: "bounced"; code: number | null }
  | { outcome: "later"; code: number | null };

const seconds = 1000;

/** Hands a message to the mail server of `SMTP_URL`. Never throws for what a server or a network can do. */
export async function handOver(message: Message): Promise<Handed> {
  const address = parseAddress(message.to.address);
  if (address === null || address !== message.to.address) return { outcome: "bounced", code: null };
  const from = process.env.MAIL_FROM ?? "";
  const transport = createTransport({
    url: process.env.SMTP_URL,
    connectionTimeout: 15 * seconds,
    greetingTimeout: 15 * seconds,
    socketTimeout: 60 * seconds,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const info = await transport.sendMail({
      from: { name: "", address: from },
      to: { name: "", address },
      envelope: { from, to: address },
      messageId: message.messageId,
      subject: message.subject,
      text: message.text,
      html: message.html,
      headers: { "Content-Language": message.language, "Auto-Submitted": "auto-generated" },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    return { outcome: "accepted", code: Number(/^\d{3}/.exec(info.response)?.[0] ?? 250) };
  } catch (error) {
    return refusal(error);
  } finally {
    transport.close();
  }
}

/** A refused sign-in or sender is the operator's trouble, not the recipient's: only RCPT TO and DATA can bounce. */
function refusal(error: unknown): Handed {
  const { responseCode, command } = error as { responseCode?: unknown; command?: unknown };
  const code = typeof responseCode === "number" ? responseCode : null;
  const aboutThisMail = command === "RCPT TO" || command === "DATA";
  return aboutThisMail && code !== null && code >= 500 ? { outcome: "bounced", code } : { outcome: "later", code };
}
