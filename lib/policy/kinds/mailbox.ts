/** A mailbox of the company as a source, reached by IMAP (RFC 9051, RFC 3501). */
import * as z from "zod";
import { id, variable, words } from "../words";

/** RFC 3501 section 9: an atom. System flags, which begin with a backslash, are the mail programs' own. */
const keyword = z.string().regex(/^[A-Za-z$_][\w$.-]*$/, "not the name of a keyword");

const folder = z.strictObject({
  category: id,
  /** Which rule of the category counts, when it is not the first. */
  rule: id.optional(),
  /** true: control of the address is the identity; otherwise the name beside the address must agree. */
  sole: z.boolean().default(false),
});

export const mailboxSource = z.strictObject({
  kind: z.literal("mailbox"),
  label: words,
  /** Names of the environment variables that say how to reach it. */
  server: z.strictObject({ host: variable, port: variable, user: variable, password: variable }),
  /** true: without TLS, to a host of the own network only. */
  private: z.boolean().default(false),
  /** By the folder's name on the server. */
  folders: z.record(z.string().min(1), folder),
  /** The company's own addresses, or whole domains of it: who answers is no third person. */
  own: z.array(z.string().regex(/^[^\s@]*@?[^\s@]+$/, "neither an address nor a domain")).min(1),
  /** Art. 18 and locks: the keyword that a message gets, where the server keeps keywords. */
  keywords: z.strictObject({ pause: keyword.optional(), restrict: keyword.optional() }).default({}),
});

export type MailboxSource = z.output<typeof mailboxSource>;
