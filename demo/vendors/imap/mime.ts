/** Messages of the stand-in as RFC 5322 and MIME (RFC 2045) write them. Attachments are encoded as far as they are asked for. */

export type Party = { name?: string; email: string };

export type Mail = {
  /** When the server received it, ISO 8601. */
  at: string;
  from: Party;
  to: Party[];
  cc?: Party[];
  subject: string;
  text: string;
  /** The text is HTML, and there is no other. */
  html?: true;
  /** Without it the message has none. */
  id?: string;
  inReplyTo?: string;
  attachments?: { name: string; mediaType: string; bytes: Buffer }[];
};

/** Bytes that are made when they are read. */
export type Rope = { length: number; slice(from: number, to: number): Buffer };

const encoded = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text) ? text : `=?UTF-8?B?${Buffer.from(text).toString("base64")}?=`;

const written = ({ name, email }: Party): string => (name ? `"${encoded(name)}" <${email}>` : email);

const boundary = "----=_stand-in";

/** The parts of a message by the section names of RFC 9051 section 6.4.5. */
export function sections(mail: Mail): Record<string, Rope> & { "": Rope } {
  const parts = [textPart(mail), ...(mail.attachments ?? []).map(filePart)];
  const [first] = parts;
  if (!first) throw new Error("a message has a text");
  const single = parts.length === 1;
  const head = bytes(
    [
      `From: ${written(mail.from)}`,
      `To: ${mail.to.map(written).join(", ")}`,
      ...(mail.cc?.length ? [`Cc: ${mail.cc.map(written).join(", ")}`] : []),
      `Subject: ${encoded(mail.subject)}`,
      `Date: ${new Date(mail.at).toUTCString().replace("GMT", "+0000")}`,
      ...(mail.id ? [`Message-ID: ${mail.id}`] : []),
      ...(mail.inReplyTo ? [`In-Reply-To: ${mail.inReplyTo}`] : []),
      "MIME-Version: 1.0",
      ...(single ? first.headers : [`Content-Type: multipart/mixed; boundary="${boundary}"`]),
      "",
      "",
    ].join("\r\n"),
  );
  const body = single
    ? first.body
    : joined([
        ...parts.flatMap(({ headers, body }) => [
          bytes(`--${boundary}\r\n${headers.join("\r\n")}\r\n\r\n`),
          body,
          bytes("\r\n"),
        ]),
        bytes(`--${boundary}--\r\n`),
      ]);
  const numbered = parts.flatMap(({ headers, body }, at) => [
    [`${at + 1}`, body] as const,
    [`${at + 1}.MIME`, bytes(`${headers.join("\r\n")}\r\n\r\n`)] as const,
  ]);
  return { "": joined([head, body]), HEADER: head, TEXT: body, ...Object.fromEntries(numbered) };
}

type Part = { headers: string[]; body: Rope };

const textPart = ({ text, html }: Mail): Part => ({
  headers: [`Content-Type: text/${html ? "html" : "plain"}; charset=utf-8`, "Content-Transfer-Encoding: 8bit"],
  body: bytes(text.replace(/\r?\n/g, "\r\n")),
});

const filePart = ({ name, mediaType, bytes }: NonNullable<Mail["attachments"]>[number]): Part => ({
  headers: [
    `Content-Type: ${mediaType}`,
    `Content-Disposition: attachment; filename="${encoded(name)}"`,
    "Content-Transfer-Encoding: base64",
  ],
  body: base64(bytes),
});

const bytes = (text: string): Rope => {
  const all = Buffer.from(text);
  return { length: all.length, slice: (from, to) => all.subarray(from, to) };
};

/** Lines of 76 letters: 57 bytes each. */
function base64(content: Buffer): Rope {
  const whole = Math.floor(content.length / 57);
  const rest = content.length % 57;
  const length = whole * 78 + (rest > 0 ? Math.ceil(rest / 3) * 4 + 2 : 0);
  return {
    length,
    slice(from, to) {
      const [first, last] = [Math.floor(from / 78), Math.ceil(Math.min(to, length) / 78)];
      const lines: string[] = [];
      for (let line = first; line < last; line++)
        lines.push(`${content.subarray(line * 57, (line + 1) * 57).toString("base64")}\r\n`);
      return Buffer.from(lines.join(""), "latin1").subarray(from - first * 78, to - first * 78);
    },
  };
}

function joined(ropes: readonly Rope[]): Rope {
  return {
    length: ropes.reduce((sum, { length }) => sum + length, 0),
    slice(from, to) {
      const found: Buffer[] = [];
      let start = 0;
      for (const rope of ropes) {
        const [begin, end] = [Math.max(from - start, 0), Math.min(to - start, rope.length)];
        if (begin < end) found.push(rope.slice(begin, end));
        start += rope.length;
      }
      return Buffer.concat(found);
    },
  };
}

const quoted = (text: string | undefined): string =>
  text === undefined ? "NIL" : `"${text.replace(/["\\]/g, "\\$&")}"`;

const addresses = (parties: readonly Party[]): string => {
  if (parties.length === 0) return "NIL";
  const one = ({ name, email }: Party) => {
    const at = email.lastIndexOf("@");
    return `(${quoted(name && encoded(name))} NIL ${quoted(email.slice(0, at))} ${quoted(email.slice(at + 1))})`;
  };
  return `(${parties.map(one).join("")})`;
};

/** ENVELOPE, RFC 9051 section 7.5.2. */
export function envelope({ at, from, to, cc = [], subject, id, inReplyTo }: Mail): string {
  const sender = addresses([from]);
  const date = quoted(new Date(at).toUTCString().replace("GMT", "+0000"));
  return `(${date} ${quoted(encoded(subject))} ${sender} ${sender} ${sender} ${addresses(to)} ${addresses(cc)} NIL ${quoted(inReplyTo)} ${quoted(id)})`;
}

/** BODYSTRUCTURE, RFC 9051 section 7.5.2. */
export function structure(mail: Mail): string {
  const made = sections(mail);
  const text = `("TEXT" "PLAIN" ("CHARSET" "utf-8") NIL NIL "8BIT" ${made["1"]?.length ?? 0} ${mail.text.split("\n").length} NIL NIL NIL NIL)`;
  const files = (mail.attachments ?? []).map(({ name, mediaType }, at) => {
    const [type = "", subtype = ""] = mediaType.toUpperCase().split("/");
    const disposition = `("ATTACHMENT" ("FILENAME" ${quoted(encoded(name))}))`;
    return `(${quoted(type)} ${quoted(subtype)} NIL NIL NIL "BASE64" ${made[`${at + 2}`]?.length ?? 0} NIL ${disposition} NIL NIL)`;
  });
  return files.length === 0 ? text : `(${text}${files.join("")} "MIXED" ("BOUNDARY" "${boundary}") NIL NIL NIL)`;
}
