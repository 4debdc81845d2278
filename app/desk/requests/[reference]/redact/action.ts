"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { hash, reference } from "../../../../../lib/gdpr/facts";
import { redactionReasons, type RecordDecision, type RedactionReason } from "../../../../../lib/gdpr/redaction";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { decideRecords } from "../../../../../lib/steps/redact/decide-records";
import { releaseAsDecided } from "../../../../../lib/steps/redact/release-as-decided";
import { notFoundOr } from "../../../_parts/refused";

const text = z.string().max(10_000);
/** A record as the form showed it: what it is, and its fields in their order. */
const shown = z.strictObject({ part: text, key: text, version: text, fields: z.array(text).max(1_000) });
const number = z.string().regex(/^\d{1,6}$/);
const form = z.object({
  reference,
  look: number,
  page: number.optional(),
  /** By their number on the page: the record, what becomes of it, and of each of its fields. */
  record: z.record(number, text),
  fate: z.record(number, z.enum(["later", "give", ...redactionReasons])).optional(),
  field: z.record(z.string().regex(/^\d{1,6}-\d{1,4}$/), z.enum(["give", ...redactionReasons])).optional(),
});
type Sent = z.output<typeof form>;

/** Decides about the records of one page; those left for later stay undecided. */
export const decideRecordsAction = secureAction("decide-records", form, async (who, sent) => {
  const { reference: request, look, page = "1" } = sent;
  const decisions = decisionsIn(sent);
  if (!decisions) return problem("desk.redact.problems.form");
  const decided = await decideRecords(who, request, { look: Number(look), decisions });
  if (!decided.ok) return problem(`desk.redact.problems.${notFoundOr(decided.reason)}`);
  redirect(`/desk/requests/${request}/redact?look=${look}&page=${page}&kept=${decisions.length}`);
});

/** Null when the form does not say what it is about. */
function decisionsIn({ record, fate = {}, field = {} }: Sent): RecordDecision[] | null {
  const decisions: RecordDecision[] = [];
  for (const [no, said] of Object.entries(record)) {
    const becomes = fate[no] ?? "later";
    if (becomes === "later") continue;
    const about = recordIn(said);
    if (!about) return null;
    const { fields, ...what } = about;
    // A field without a choice is an empty one: there is nothing in it to black out.
    const chosen = fields.map((name, at): [string, RedactionReason | null] => {
      const choice = field[`${no}-${at}`] ?? "give";
      return [name, choice === "give" ? null : choice];
    });
    decisions.push({
      ...what,
      withheld: becomes === "give" ? null : becomes,
      fields: becomes === "give" ? Object.fromEntries(chosen) : {},
    });
  }
  return decisions;
}

function recordIn(said: string): z.output<typeof shown> | null {
  try {
    return shown.safeParse(JSON.parse(said)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const release = z.object({
  reference,
  shown: hash,
  line: number,
  reason: z.string().trim().min(10, "desk.redact.problems.reason").max(10_000),
});

/** Every record of the line was decided about: the plan is made anew with that. */
export const releaseAsDecidedAction = secureAction(
  "release-as-decided",
  release,
  async (who, { reference: request, line, ...given }) => {
    const released = await releaseAsDecided(who, request, { ...given, line: Number(line) });
    if (!released.ok) return problem(`desk.redact.problems.${notFoundOr(released.reason)}`);
    redirect(`/desk/requests/${request}`);
  },
);
