/**
 * Art. 12(2): what a mail says, as text. Nothing of a sender's HTML is ever shown: what it says is taken out of it. Attachments are
 * taken like files from a form, by what is in them; how many were not is said.
 */
import { simpleParser } from "mailparser";
import { fileTypeOf, mostFileBytes, mostFiles } from "../../gdpr/attached";
import type { Sent } from "../file/check";

/** As much as the form for a request takes. */
export const longestText = 20_000;

export type Parsed = {
  from: { name: string; email: string };
  subject: string;
  text: string;
  /** There was more than is kept. */
  cut: boolean;
  files: Sent[];
  /** Attachments that are not kept: of another kind, too many, too large. They lie in the mailbox. */
  left: number;
};

/** Reads a message as it lies on the server (RFC 5322). Rejects what is none. */
export async function parsedMail(source: Buffer): Promise<Parsed> {
  const mail = await simpleParser(source, {
    skipTextToHtml: true,
    skipImageLinks: true,
    maxHtmlLengthToParse: 2_000_000,
  });
  const sender = mail.from?.value[0];
  const text = plain(mail.text ?? "");
  const files: Sent[] = [];
  let [left, bytes] = [0, 0];
  // What only decorates an HTML text is part of no letter.
  for (const { filename, content } of mail.attachments.filter(({ related }) => !related)) {
    const fits = files.length < mostFiles && bytes + content.length <= mostFileBytes;
    if (!fits || fileTypeOf(content) === null) left += 1;
    else {
      files.push({ name: filename ?? "", bytes: content });
      bytes += content.length;
    }
  }
  return {
    from: { name: line(sender?.name ?? ""), email: line(sender?.address ?? "") },
    subject: line(mail.subject ?? ""),
    text: text.slice(0, longestText),
    cut: text.length > longestText,
    files,
    left,
  };
}

/** Without characters that nobody sees, which could turn what stands there. */
const plain = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{C}\n\t]/gu, "")
    .trim();
const line = (text: string): string => plain(text).replace(/\s+/g, " ").slice(0, 300);
