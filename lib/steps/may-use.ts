/**
 * Art. 7(3), 18(2), 21(3): what other systems ask before they use somebody's data. One statement for all questions, and
 * nothing in the answers but yes or no and since when.
 */
import { z } from "zod";
import { transactionAs } from "../db";
import { registrySubject } from "../seal/registry-subject";

const id = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);

/** Whom a use is about, what it is for, and by which channel it would reach them. */
const question = z
  .strictObject({
    account: z.string().min(1).max(200).optional(),
    email: z.string().min(3).max(320).optional(),
    purpose: id.optional(),
    channel: z.enum(["email", "post", "phone"]).optional(),
    /** When the consent that the use rests on was given: a later one is a new one (Art. 7). */
    consentAt: z.iso.datetime({ offset: true }).optional(),
  })
  .refine(({ account, email }) => account !== undefined || email !== undefined, "account or email is needed")
  .refine(({ purpose, channel }) => purpose !== undefined || channel !== undefined, "purpose or channel is needed");

/** What is sent to the registry: at most a thousand questions at once. */
export const registryQuestions = z.strictObject({ questions: z.array(question).min(1).max(1_000) });
export type RegistryQuestion = z.output<typeof question>;
export type RegistryAnswer = { allowed: true } | { allowed: false; because: "stopped"; since: string };

/** The answers, in the order of the questions. */
export async function mayUse(questions: readonly RegistryQuestion[]): Promise<RegistryAnswer[]> {
  const asked = questions.flatMap((one, at) => usesOf(one).map((each) => ({ at, ...each })));
  const found = await transactionAs(
    { role: "registry" },
    (tx) =>
      tx.$queryRaw<{ at: number; since: Date }[]>`
      SELECT q.at, max(s."since") AS since
      FROM unnest(${asked.map(({ at }) => at)}::int[], ${asked.map(({ subject }) => subject)}::bytea[],
                  ${asked.map(({ use }) => use)}::text[], ${asked.map(({ after }) => after)}::timestamptz[])
           AS q(at, subject, use, after)
      JOIN "suppression" s ON s."subject" = q.subject AND s."use" = q.use AND s."since" >= q.after
      GROUP BY q.at`,
  );
  const stopped = new Map(found.map(({ at, since }) => [at, since.toISOString()]));
  return questions.map((_, at) => {
    const since = stopped.get(at);
    return since === undefined ? { allowed: true } : { allowed: false, because: "stopped", since };
  });
}

/** A question about an address and an account is one about both: a no to either is a no. */
function usesOf({ account, email, purpose, channel, consentAt }: RegistryQuestion) {
  const subjects = [
    ...(account === undefined ? [] : [registrySubject({ account })]),
    ...(email === undefined ? [] : [registrySubject({ email })]),
  ];
  const uses = [...(purpose === undefined ? [] : [purpose]), ...(channel === undefined ? [] : [`channel:${channel}`])];
  const after = new Date(consentAt ?? 0);
  return subjects.flatMap((subject) => uses.map((use) => ({ subject, use, after })));
}
