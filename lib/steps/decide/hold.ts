/**
 * Art. 17(3)(e): a hold stops every end in its scope, also one already approved and running; its release lets go on what
 * waited. Placing and writing exclude each other: a hold never falls between the check and the write.
 */
import type { Actor } from "../../actor";
import { has } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import type { Day } from "../../gdpr/day";
import { heldNorms } from "../../gdpr/plan";
import { done, no, yes, type Result } from "../../result";
import { sealColumn } from "../../seal/seal";
import { staffSight } from "../../sight";
import type { Person } from "../../sources/source";
import type { Loaded } from "../load";
import { deciding, forStaff } from "./allowed";
import { note } from "../move";
import { subjectsOf } from "../ask/register-stop";
import { excludeWriting, excludeWritingNow } from "../carry-out/writing-lock";
import { sealRecord, type HeldRecord } from "../../seal/held-record";
import { findRecord } from "./held-record";
import { withdrawHeldLinks } from "./held-task";
import { resumeHeld } from "./resume-held";

export type HoldKind = "legal" | "tax" | "claim" | "recall";
type Scope = { kind: HoldKind; category: string | null; reason: string; reviewOn: Day };
/** `number`: one record of the category alone, by its key or a value of it, with what hangs on it. */
export type Placing = Scope & { reference: string; number?: string | null };
type NotPlaced =
  | "not-found"
  | "not-allowed"
  | "reason-missing"
  | "category-missing"
  | "no-record"
  | "several-records"
  | "source-silent";
type NotReleased = "not-found" | "not-allowed" | "released" | "same-person" | "of-matter";

/** Places a hold on the data of the person behind a request: everything, one category, or one record of it. */
export async function placeHold(who: Actor, placing: Placing): Promise<Result<NotPlaced, { hold: string }>> {
  const { reference, reason, category, number } = placing;
  if (reason.trim().length < 10) return no("reason-missing");
  if (number && category === null) return no("category-missing");
  // Sources take their time; nothing is locked meanwhile.
  const record = number && category ? await oneRecord(who, reference, category, number) : yes(null);
  if (!record.ok) return record;
  const place = async (tx: Tx): Promise<Result<NotPlaced, { hold: string }>> => {
    const found = await forStaff(tx, who, reference, "reviewer", "dpo", "legal");
    if (!found.ok) return found;
    return yes({ hold: await lay(tx, who, found.value, { ...placing, record: record.value, matter: null }) });
  };
  return deciding(staffSight(who), reference, place, excludeWriting);
}

async function oneRecord(
  who: Actor,
  reference: string,
  category: string,
  number: string,
): Promise<Result<NotPlaced, HeldRecord>> {
  const found = await transactionAs(staffSight(who), (tx) => forStaff(tx, who, reference, "reviewer", "dpo", "legal"));
  return found.ok ? findRecord(found.value.subject, category, number) : found;
}

type Laid = Scope & { record?: HeldRecord | null; matter: string | null };

/**
 * Writes a hold down in a transaction that excludes writing, and tells it in the request's chain. Gives its id. `matter`: with
 * whose end it goes.
 */
export async function lay(
  tx: Tx,
  who: Actor,
  { id: request, account, subject }: Pick<Loaded, "id" | "account" | "subject">,
  { kind, category, reason, reviewOn, record = null, matter }: Laid,
): Promise<string> {
  const subjects = subjectsOf(subject);
  const hold = await tx.hold.create({
    data: {
      kind,
      category,
      account,
      subjects,
      request,
      reason: sealColumn("hold reason", reason),
      reviewOn: new Date(reviewOn),
      placedBy: who.person as string,
      record: record && sealRecord(record),
      matter,
    },
  });
  await withdrawHeldLinks(tx, { id: request, account, category, subjects });
  await note(tx, request, "hold-placed", who, { data: { hold: hold.id, kind } });
  return hold.id;
}

/**
 * Releases a hold; where the policy asks for two people, not by the one who placed it. What waited goes on. A hold of a matter
 * goes with the matter, or with its link to the request.
 */
export async function releaseHold(who: Actor, id: string): Promise<Result<NotReleased>> {
  if (!has(who, "reviewer", "dpo", "legal")) return no("not-found");
  return transactionAs(staffSight(who), async (tx) => {
    await excludeWriting(tx);
    const hold = await tx.hold.findUnique({ where: { id } });
    if (!hold) return no("not-found");
    if (hold.releasedAt) return no("released");
    if (hold.matter) return no("of-matter");
    if (mayNotEnd(who, [hold.placedBy])) return no("same-person");
    await letGo(tx, who, [hold]);
    return done;
  });
}

/** Whether the policy wants somebody else to end what these people hold. */
export const mayNotEnd = (who: Actor, placedBy: readonly string[]): boolean =>
  policy().review.secondApprover.includes("release-of-hold") && who.person !== null && placedBy.includes(who.person);

type Held = { id: string; account: string | null; request: string | null; subjects: Uint8Array[] };

/** Ends holds in a transaction that excludes writing, and wakes what waited for them. */
export async function letGo(tx: Tx, who: Actor, holds: readonly Held[]): Promise<void> {
  if (holds.length === 0) return;
  const ended = { releasedAt: await portalNow(tx), releasedBy: who.person };
  await tx.hold.updateMany({ where: { id: { in: holds.map(({ id }) => id) } }, data: ended });
  for (const { id, request } of holds)
    if (request) await note(tx, request, "hold-released", who, { data: { hold: id } });
  await resumeHeld(tx, holds, heldNorms);
}

/** Before the row of a request is locked whose person is about to be known better: its holds will be widened. */
export async function excludeWritingWhereHeld(tx: Tx, request: string): Promise<void> {
  if (await hasHolds(tx, request)) await excludeWriting(tx);
}

const hasHolds = async (tx: Tx, request: string): Promise<boolean> =>
  (await tx.hold.count({ where: { request, releasedAt: null } })) > 0;

/**
 * What was learned of a request's person since is held too: whose data lie under a hold must be found by whatever they ask next. After
 * `excludeWritingWhereHeld`; throws `LostRace` where the hold was placed in between.
 */
export async function widenHolds(
  tx: Tx,
  request: string,
  person: Pick<Person, "account" | "addresses">,
): Promise<void> {
  if (!(await hasHolds(tx, request))) return;
  await excludeWritingNow(tx);
  await tx.$executeRaw`
    UPDATE "hold" h SET "account" = coalesce(h."account", ${person.account}::text),
      "subjects" = ARRAY(SELECT DISTINCT unnest(h."subjects" || ${subjectsOf(person)}::bytea[]))
    WHERE h."request" = ${request} AND h."released_at" IS NULL`;
}
