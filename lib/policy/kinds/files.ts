/**
 * Web-server logs on disk as a source: lines of JSON, or Apache's and nginx's combined log format, rotated and packed.
 *
 * Nobody is searched by an IP address. A log without a field for the account is not searchable (Art. 11).
 */
import * as z from "zod";
import { id, variable, words } from "../words";

/** A path below the folder; `*` and `?` stay within one name. */
const pattern = z
  .string()
  .regex(/^(?!\/)(?!.*(^|\/)\.\.?(\/|$))[^\\\0]+$/, "not a path below the folder, in which * and ? may stand");

/** A field of a line; a dot leads into an object: `request.remote_ip`. */
const field = z.string().regex(/^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*$/, "not the name of a field");

const log = z.strictObject({
  /** The files, rotated and packed ones (`.gz`) included. */
  files: pattern,
  /** Those among them that the web server still writes to: read, but left to rotation. */
  live: pattern,
  format: z.enum(["ndjson", "combined"]),
  category: id,
  /** Which rule of the category counts, when it is not the first. */
  rule: id.optional(),
  /** What the lines are once they have been shortened. */
  afterwards: z.strictObject({ category: id, rule: id.optional() }).optional(),
  /** The time of the request, from which the rule counts. */
  at: field,
  /** The shop's account id. */
  account: field.optional(),
  /** IP addresses: shortened to /24 and /48. */
  addresses: z.array(field).min(1),
  /** Addresses of pages: the query goes when the line is shortened. */
  urls: z.array(field).default([]),
  /** Goes when the line is shortened. */
  drop: z.array(field).default([]),
});

export const filesSource = z.strictObject({
  kind: z.literal("files"),
  label: words,
  /** Name of the environment variable with the folder. */
  folder: variable,
  logs: z.record(id, log),
});

export type FilesSource = z.output<typeof filesSource>;
export type Log = FilesSource["logs"][string];
