import { SMTPServer } from "smtp-server";
import type { Envelope, Mailbox } from "./mailbox";

/** What the server does with a message: take it, refuse the recipient (550), ask to come later (451), or not be there. */
export type Manner = "accept" | "reject" | "defer" | "down";
export const manners: readonly Manner[] = ["accept", "reject", "defer", "down"];

const largest = 20 * 1024 * 1024;

/** An SMTP server on localhost that puts every message into the mailbox. It speaks neither AUTH nor TLS. */
export class MailServer {
  private listener: SMTPServer | null = null;
  private manner: Manner = "accept";

  constructor(
    private readonly mailbox: Mailbox,
    private readonly port: number,
  ) {}

  async behave(manner: Manner): Promise<void> {
    this.manner = manner;
    if (manner === "down") await this.close();
    else if (!this.listener) await this.listen();
  }

  async close(): Promise<void> {
    const { listener } = this;
    if (!listener) return;
    this.listener = null;
    // The server waits for open connections, and a client that keeps its connection would keep it waiting.
    for (const connection of listener.connections) connection.close();
    await new Promise<void>((resolve) => listener.close(() => resolve()));
  }

  private listen(): Promise<void> {
    const listener = new SMTPServer({
      authOptional: true,
      disabledCommands: ["AUTH", "STARTTLS"],
      disableReverseLookup: true,
      size: largest,
      onRcptTo: (_address, _session, callback) => callback(this.refusal()),
      onData: (stream, session, callback) => {
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.once("end", () => {
          if (stream.sizeExceeded) return callback(smtpError(552, "message too large"));
          this.mailbox.receive(Buffer.concat(chunks), envelopeOf(session.envelope)).then(
            () => callback(),
            (error: Error) => callback(smtpError(451, error.message)),
          );
        });
      },
    });
    listener.on("error", (error) => console.error(`mail server: ${error.message}`));
    this.listener = listener;
    return new Promise((resolve, reject) => {
      listener.once("error", reject);
      listener.listen(this.port, "localhost", resolve);
    });
  }

  private refusal(): Error | null {
    if (this.manner === "reject") return smtpError(550, "no such mailbox here");
    if (this.manner === "defer") return smtpError(451, "come back later");
    return null;
  }
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

type SmtpEnvelope = { mailFrom: { address: string } | false; rcptTo: { address: string }[] };

function envelopeOf({ mailFrom, rcptTo }: SmtpEnvelope): Envelope {
  return { from: mailFrom ? mailFrom.address : "", to: rcptTo.map(({ address }) => address) };
}
