/**
 * Art. 5(1)(e): a retention rule of one category, as the policy states it.
 *
 * A rule counts from its trigger. `from: trigger` adds the period to the trigger itself, `end-of-year` to
 * the end of the trigger's calendar year, `open-ended` has no date until an event ends it.
 */
import * as z from "zod";
import { givenWords } from "./language";

/** A period of whole years, months, days or hours: P8Y, P6M, P90D, PT168H. */
export const isoDuration = z.string().regex(/^P(?:\d+Y|\d+M|\d+D|T\d+H)$/, "not an ISO 8601 duration of one unit");

export const holdKinds = ["tax", "claim", "recall"] as const;
export type HoldKind = (typeof holdKinds)[number];

export const ruleSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  /** The period; `P0D` goes on the trigger's own day. Ignored for `open-ended`. */
  keep: isoDuration,
  from: z.enum(["trigger", "end-of-year", "open-ended"]),
  /** Time that passes before the period starts to count (warranty before limitation). */
  after: isoDuration.optional(),
  /** The event that starts the period, in words. */
  trigger: givenWords,
  /** Art. 97 § 19a(2) EGAO: shortening of the voucher period by the law of 2024. */
  transition: z.literal("egao-97-19a-2").optional(),
  /** The norm or promise that sets the period. */
  norm: z.string().min(1),
  /** Why it may be kept until then: "17(3)(b)", "17(3)(e)", "6(1)(b)", "6(1)(f)". */
  ground: z.string().min(1),
  /** What happens on the day. */
  end: z.enum(["erase", "truncate", "unlink"]),
  /** Before the day, without a request. */
  meanwhile: z.enum(["keep", "restrict"]).default("keep"),
  /** Before the day, what an erasure request gets (with mode retention-lock for restrict). */
  onRequest: z.enum(["erase", "restrict", "keep", "unlink", "truncate"]),
  /** Holds that stop the end, besides a legal hold. */
  holds: z.array(z.enum(holdKinds)).default([]),
});
export type Rule = z.output<typeof ruleSchema>;
