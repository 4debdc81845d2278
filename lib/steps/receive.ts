/**
 * Art. 12(3): a request arrives. The clock starts now, whatever comes later; one submission may tick several rights
 * and makes one request for each.
 */
import type { Actor } from "../actor";
import { policy } from "../company";
import { portalNow, transactionAs, type Tx } from "../db";
import { deadline } from "../gdpr/deadline";
import type { Day } from "../gdpr/day";
import type { ErasureChoice } from "../gdpr/plan-value";
import { offered, type Right } from "../gdpr/right";
import { wake } from "../jobs/wake";
import { no, yes, type Result } from "../result";
import { ownSight } from "../sight";
import type { Person } from "../sources/source";
import { acknowledge } from "./acknowledge";
import { openRequest } from "./open-request";
import { hashReceiptCode, receiptCode } from "./reference";
import { advertisingUses, registerStop } from "./register-stop";

export type Asked = {
  id: string;
  rights: Right[];
  language: "en" | "de";
  choice: ErasureChoice | null;
  /** The consents that a withdrawal ends; ids of the policy. */
  consents?: string[];
};
export type Received = {
  requests: { reference: string; right: Right; receivedOn: Day; dueOn: Day; why: string[] }[];
  receiptCode: string;
};

/** A day's submissions of one person; beyond it a person should write, nothing is dropped silently. */
const perDay = 20;

/**
 * Receives one submission. `id` is drawn by the form: sending it again gives the same answer and no second request.
 * Receipt date and due date are those of the policy's zone and holidays.
 */
export async function receive(
  who: Actor,
  asked: Asked,
): Promise<Result<"nothing-asked" | "not-offered" | "no-consent" | "too-many", Received>> {
  if (asked.rights.length === 0) return no("nothing-asked");
  if (asked.rights.some((right) => !offered.includes(right))) return no("not-offered");
  if (asked.rights.includes("withdrawal") && !consentsOf(asked)) return no("no-consent");
  if (!who.person) throw new Error("only a person can ask");
  const person = who.person;
  return transactionAs(ownSight(who), async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${person}, 1))::text`;
    const known = await tx.submission.findUnique({ where: { id: asked.id } });
    if (!known) {
      const now = await portalNow(tx);
      const since = new Date(now.getTime() - 86_400_000);
      if ((await tx.submission.count({ where: { personId: person, receivedAt: { gt: since } } })) >= perDay)
        return no("too-many");
      if (!(await open(tx, who, asked, now))) return no("nothing-asked");
    }
    return yes(await received(tx, asked.id));
  });
}

/** The consents to end, each known and given to us (not to the person's own device); null when one is not, or none is. */
function consentsOf({ consents = [] }: Asked): string[] | null {
  const known = policy().consents;
  const right = consents.every((id) => Object.hasOwn(known, id) && !known[id]?.device);
  return consents.length > 0 && right ? [...new Set(consents)] : null;
}

/** The receipt code, for the confirmation page: to the person who submitted, in the first thirty minutes. */
export async function receiptCodeFor(who: Actor, submission: string): Promise<string | null> {
  const row = await transactionAs(ownSight(who), (tx) => tx.submission.findUnique({ where: { id: submission } }));
  if (!row || row.personId !== who.person) return null;
  const age = (await portalNow()).getTime() - row.receivedAt.getTime();
  return age <= 30 * 60_000 ? receiptCode(submission) : null;
}

/** The copy goes first: access and portability before erasure and rectification. */
const inOrder = (list: Right[]): Right[] =>
  [...new Set(list)].sort((a, b) => Number(givesCopy(b)) - Number(givesCopy(a)));
const givesCopy = (right: Right): boolean => right === "access" || right === "portability";

/** False when somebody else's form drew this id before: their row is out of sight, so only the insert can tell. */
async function open(tx: Tx, who: Actor, asked: Asked, now: Date): Promise<boolean> {
  const code = hashReceiptCode(receiptCode(asked.id));
  const submission = { id: asked.id, personId: who.person, receiptCode: code, receivedAt: now };
  const { count } = await tx.submission.createMany({ data: submission, skipDuplicates: true });
  if (count === 0) return false;
  let copyFirst: string | null = null;
  for (const right of inOrder(asked.rights)) {
    const waits = right === "erasure" || right === "rectification";
    const reference = await openOne(tx, who, asked, { right, now, copyFirst: waits ? copyFirst : null });
    if (givesCopy(right)) copyFirst ??= reference;
  }
  return true;
}

async function openOne(
  tx: Tx,
  who: Actor,
  asked: Asked,
  { right, now, copyFirst }: { right: Right; now: Date; copyFirst: string | null },
): Promise<string> {
  const { id: submission, language, choice } = asked;
  const { person, account, email, name, door, authAge } = who;
  const opening = { submission, right, channel: "portal" as const, language, person, account, choice, copyFirst };
  const purposes = endedBy(right, asked);
  const { reference, clock } = await openRequest(
    tx,
    { who, as: "subject" },
    { ...opening, purposes, subject: subjectOf(who), contact: { email, name, door, authAge }, followsUp: null },
    now,
  );
  if (purposes.length === 0) await acknowledge(tx, reference, clock);
  // At once means in this transaction; the answer, a moment later, is the receipt as well.
  else await registerStop(tx, subjectOf(who), right === "objection" ? advertisingUses(policy().stops) : purposes, now);
  await wake(tx, "advance", reference);
  return reference;
}

/** The purposes that a right ends by being exercised: Art. 7(3), 21(2), (3). */
function endedBy(right: Right, asked: Asked): string[] {
  if (right === "objection") return policy().stops.advertising;
  return right === "withdrawal" ? (consentsOf(asked) ?? []) : [];
}

/** Who the rows are asked for: the account that the sign-in named, and the address if it was proved. */
function subjectOf(who: Actor): Person {
  return {
    account: who.account,
    addresses: who.email ? [{ email: who.email, proved: true, held: null }] : [],
    names: who.name ? [who.name] : [],
    postcodes: [],
  };
}

async function received(tx: Tx, submission: string): Promise<Received> {
  const rows = await tx.request.findMany({ where: { submissionId: submission }, orderBy: { receivedAt: "asc" } });
  const { zone, holidays } = policy();
  return {
    receiptCode: receiptCode(submission),
    requests: rows.map((row) => {
      const clock = deadline({ receivedAt: row.receivedAt.toISOString(), land: holidays, zone, pauses: [] });
      return {
        reference: row.id,
        right: row.right as Right,
        receivedOn: clock.received,
        dueOn: clock.due,
        why: clock.why,
      };
    }),
  };
}
