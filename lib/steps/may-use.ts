/**
 * Art. 7(3), 18(2), 21(3): what other systems ask before they use somebody's data. One statement for stopped uses and one
 * for pauses, however many questions; nothing in the answers but yes or no, why, and since when.
 */
import * as z from "zod";
import { policy } from "../company";
import { transactionAs, type Tx } from "../db";
import { exceptionGrounds } from "../gdpr/wish";
import { registrySubject } from "../seal/registry-subject";

const id = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);
/** What Art. 18(2) allows while data are paused: to store them always, the rest on its ground. */
const grounds = ["store", ...exceptionGrounds] as const;

/** Whom a use is about, of which data, what for, by which channel, and on which ground while the data are paused. */
const question = z
  .strictObject({
    account: z.string().min(1).max(200).optional(),
    email: z.string().min(3).max(320).optional(),
    purpose: id.optional(),
    category: id.optional(),
    channel: z.enum(["email", "post", "phone"]).optional(),
    under: z.enum(grounds).optional(),
    /** When the consent that the use rests on was given: a later one is a new one (Art. 7). */
    consentAt: z.iso.datetime({ offset: true }).optional(),
  })
  .refine(({ account, email }) => account !== undefined || email !== undefined, "account or email is needed")
  .refine(
    ({ purpose, channel, category }) => purpose !== undefined || channel !== undefined || category !== undefined,
    "purpose, category or channel is needed",
  );

/** What is sent to the registry: at most a thousand questions at once. */
export const registryQuestions = z.strictObject({ questions: z.array(question).min(1).max(1_000) });
export type RegistryQuestion = z.output<typeof question>;
export type RegistryAnswer = { allowed: true } | { allowed: false; because: "stopped" | "paused"; since: string };

/** The answers, in the order of the questions. What was stopped stays stopped, on whatever ground somebody asks. */
export async function mayUse(questions: readonly RegistryQuestion[]): Promise<RegistryAnswer[]> {
  return transactionAs({ role: "registry" }, async (tx) => {
    const [stopped, paused] = [await stops(tx, questions), await pauses(tx, questions)];
    return questions.map((_, at): RegistryAnswer => {
      const [stop, pause] = [stopped.get(at), paused.get(at)];
      if (stop) return { allowed: false, because: "stopped", since: stop.toISOString() };
      return pause ? { allowed: false, because: "paused", since: pause.toISOString() } : { allowed: true };
    });
  });
}

type Since = { at: number; since: Date };
const byQuestion = (rows: readonly Since[]) => new Map(rows.map(({ at, since }) => [at, since]));

async function stops(tx: Tx, questions: readonly RegistryQuestion[]): Promise<Map<number, Date>> {
  // Data that are only stored are not used.
  const asked = questions.flatMap((one, at) =>
    one.under === "store" ? [] : usesOf(one).map((use) => ({ at, ...use })),
  );
  if (asked.length === 0) return new Map();
  return byQuestion(
    await tx.$queryRaw<Since[]>`
      SELECT q.at, max(s."since") AS since
      FROM unnest(${asked.map(({ at }) => at)}::int[], ${asked.map(({ subject }) => subject)}::bytea[],
                  ${asked.map(({ use }) => use)}::text[], ${asked.map(({ after }) => after)}::timestamptz[])
           AS q(at, subject, use, after)
      JOIN "suppression" s ON s."subject" = q.subject AND s."use" = q.use AND s."since" >= q.after
      GROUP BY q.at`,
  );
}

/** A question about an address and an account is one about both: a no to either is a no. */
function usesOf(question: RegistryQuestion) {
  const { purpose, channel, consentAt } = question;
  const uses = [...(purpose === undefined ? [] : [purpose]), ...(channel === undefined ? [] : [`channel:${channel}`])];
  const after = new Date(consentAt ?? 0);
  return subjectsOf(question).flatMap((subject) => uses.map((use) => ({ subject, use, after })));
}

const subjectsOf = ({ account, email }: RegistryQuestion) => [
  ...(account === undefined ? [] : [registrySubject({ account })]),
  ...(email === undefined ? [] : [registrySubject({ email })]),
];

async function pauses(tx: Tx, questions: readonly RegistryQuestion[]): Promise<Map<number, Date>> {
  const asked = questions.flatMap((one, at) =>
    subjectsOf(one).map((subject) => ({ at, subject, ...one, categories: categoriesOf(one).join(" ") })),
  );
  return byQuestion(
    await tx.$queryRaw<Since[]>`
      SELECT q.at, max(r."set_at") AS since
      FROM unnest(${asked.map(({ at }) => at)}::int[], ${asked.map(({ subject }) => subject)}::bytea[],
                  ${asked.map(({ purpose }) => purpose ?? null)}::text[], ${asked.map(({ categories }) => categories)}::text[],
                  ${asked.map(({ under }) => under ?? null)}::text[],
                  ${asked.map(({ consentAt }) => (consentAt ? new Date(consentAt) : null))}::timestamptz[])
           AS q(at, subject, purpose, categories, under, consent_at)
      JOIN "restriction" r ON r."lifted_at" IS NULL AND r."subjects" @> ARRAY[q.subject]
       AND (r."category" IS NULL OR r."category" = ANY(string_to_array(q.categories, ' ')))
       AND (r."purpose" IS NULL OR q.purpose IS NULL OR r."purpose" = q.purpose)
      WHERE q.under IS DISTINCT FROM 'store'
        AND NOT (q.under IS NOT DISTINCT FROM 'consent' AND q.consent_at IS NOT NULL AND q.consent_at > r."set_at")
        AND NOT EXISTS (
          SELECT FROM "restriction_exception" e
          WHERE e."request" = r."request" AND e."decision" = 'goes-on'
            AND e."purpose" = q.purpose AND (q.under IS NULL OR e."ground" = q.under))
      GROUP BY q.at`,
  );
}

/** The data a question is about: the category that it names, or those that carry its purpose. */
function categoriesOf({ category, purpose }: RegistryQuestion): string[] {
  if (category !== undefined) return [category];
  if (purpose === undefined) return [];
  return Object.entries(policy().categories).flatMap(([one, { purposes, rights }]) =>
    purposes.includes(purpose) || rights.withdrawal === purpose ? [one] : [],
  );
}
