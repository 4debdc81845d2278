/** A system that only a person can reach. */
import * as z from "zod";
import { id, words } from "../words";

/** By what the person is found there: an address, the account, a name, or a kind of id that a database learns. */
export const identifier = z.strictObject({
  of: id,
  as: z.enum(["raw", "md5", "sha256"]).default("raw"),
  label: words,
});
export type Identifier = z.output<typeof identifier>;

/** The words to send; `{reference}` and the like are filled in when they are shown. */
export const notice = z.strictObject({ subject: words, body: words });

/** What is done by hand: a use ends in the same way by objection and by withdrawal, data are fetched in the same way. */
export const worksByHand = ["access", "erasure", "rectification", "restriction", "objection"] as const;
export type WorkByHand = (typeof worksByHand)[number];

export const manualSource = z.strictObject({
  kind: z.literal("manual"),
  label: words,
  categories: z.array(id).min(1),
  recipient: id,
  /** Only who has an id of one of these kinds, which a database learns, is known there; absent: anybody may be. */
  knownBy: z.array(id).min(1).optional(),
  /** For which rights there is work there; absent: for all. Who is a controller of its own answers access itself. */
  rights: z.array(z.enum(worksByHand)).min(1).optional(),
  /** Which guide of lib/sources/templates leads the person through it. */
  template: id.optional(),
  /** What has to be done, whatever the right; needed where no template says it. */
  steps: words.optional(),
  /** These stand in for what the template says. */
  link: z.url().optional(),
  notice: notice.optional(),
  identifiers: z.array(identifier).optional(),
  days: z.number().int().min(0).max(28).optional(),
});

export type ManualSource = z.output<typeof manualSource>;
