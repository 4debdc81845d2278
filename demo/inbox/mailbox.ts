import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { simpleParser, type ParsedMail } from "mailparser";

export type Envelope = { from: string; to: string[] };

/** One received message, as `/messages.json` shows it. `headers` has lower-case names and raw values. */
export type Message = {
  id: string;
  receivedAt: string;
  envelope: Envelope;
  from: string;
  to: string;
  subject: string;
  messageId: string;
  text: string;
  html: string;
  headers: Record<string, string>;
};

type Slip = { receivedAt: string; envelope: Envelope };

/** Everything the demo's mail server received, oldest first. Kept on disk, so a restart loses nothing. */
export class Mailbox {
  readonly messages: Message[] = [];
  private count = 0;

  private constructor(private readonly folder: string) {}

  static async open(folder: string): Promise<Mailbox> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const mailbox = new Mailbox(folder);
    const names = (await readdir(folder)).filter((name) => name.endsWith(".eml"));
    for (const name of names.sort()) {
      const id = name.slice(0, -".eml".length);
      const slip = JSON.parse(await readFile(join(folder, `${id}.json`), "utf8")) as Slip;
      mailbox.messages.push(await read(id, slip, await readFile(join(folder, name))));
    }
    return mailbox;
  }

  /** Stores a message; when this resolves the message is on disk and may be acknowledged. */
  async receive(raw: Buffer, envelope: Envelope): Promise<Message> {
    const receivedAt = new Date().toISOString();
    const id = `${receivedAt.replace(/\D/g, "")}-${String(this.count++).padStart(6, "0")}`;
    const slip: Slip = { receivedAt, envelope };
    await writeFile(join(this.folder, `${id}.json`), JSON.stringify(slip));
    await writeFile(join(this.folder, `${id}.part`), raw);
    // The name that counts appears last and at once.
    await rename(join(this.folder, `${id}.part`), join(this.folder, `${id}.eml`));
    const message = await read(id, slip, raw);
    this.messages.push(message);
    return message;
  }
}

async function read(id: string, slip: Slip, raw: Buffer): Promise<Message> {
  const mail = await simpleParser(raw, { skipImageLinks: true, skipTextToHtml: true });
  return {
    id,
    ...slip,
    from: mail.from?.text ?? "",
    to: recipients(mail),
    subject: mail.subject ?? "",
    messageId: mail.messageId ?? "",
    text: mail.text ?? "",
    html: mail.html || "",
    headers: headersOf(mail),
  };
}

function recipients({ to }: ParsedMail): string {
  if (!to) return "";
  return Array.isArray(to) ? to.map(({ text }) => text).join(", ") : to.text;
}

function headersOf(mail: ParsedMail): Record<string, string> {
  const lines = mail.headerLines.map(({ key, line }): [string, string] => [key, line.replace(/^[^:]*:\s*/, "")]);
  return Object.fromEntries(lines);
}
