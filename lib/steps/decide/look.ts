/**
 * Art. 5(1)(f), 15(1) (C-579/21): who a request is about and what they wrote lies sealed. Whoever has to decide about it
 * looks on purpose: the look is an event of the request, and opens the file for an hour to the one who looked.
 */
import { everywhere } from "../../../i18n/language";
import type { Words } from "../../gdpr/language";
import { has, type Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import type { CorrectionWay } from "../../gdpr/wish";
import { tableOf } from "../../policy/table-of";
import { done, type Result } from "../../result";
import { openDrawer } from "../../seal/request-key";
import { staffSight } from "../../sight";
import type { Loaded } from "../load";
import { note } from "../move";
import { wishOf } from "../plan/corrected";
import { deciding, forStaff } from "./allowed";
import { answerDrawer, type IdentityAnswer } from "./identity-answer";
import { demandedBecause } from "./look-demanded";
import { overrideReasons, type OverrideReason } from "./override-reasons";

const openFor = 3_600_000;
/** What was looked at, in the words of the policy. */
const file = { source: "portal", category: "request-file" };

/** Records that this person looks into the file of a request. */
export async function look(who: Actor, reference: string): Promise<Result<"not-found" | "not-allowed">> {
  return deciding<"not-found" | "not-allowed", void>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer", "dpo");
    if (!found.ok) return found;
    const as = has(who, "reviewer") ? "reviewer" : "dpo";
    if (!(await hasLooked(tx, who, reference))) await note(tx, reference, "looked", who, { as, data: file });
    return done;
  });
}

/** Whether this person looked within the hour. */
export async function hasLooked(tx: Tx, { person }: Actor, request: string): Promise<boolean> {
  if (person === null) return false;
  const known = await tx.pseudonym.findUnique({ where: { request_personId: { request, personId: person } } });
  if (!known) return false;
  const since = new Date((await portalNow(tx)).getTime() - openFor);
  const looks = { request, fact: "looked", actorId: known.id, at: { gte: since } };
  return (await tx.event.count({ where: looks })) > 0;
}

/** One field as it stands and as the person says it should. */
export type FieldChange = { label: Words; before: string | null; after: string | null };
export type CorrectionShown = { category: string; how: CorrectionWay; fields: FieldChange[] };

export type PersonFile = {
  name: string | null;
  email: string | null;
  post: string | null;
  account: string | null;
  /** The person's own words; for what came by another way, as staff wrote them down. */
  words: string | null;
  /** What they answered when they were asked who they are, as it was taken in; it goes when that is decided. */
  answers: IdentityAnswer[];
  corrections: CorrectionShown[];
  /** The request is closed: its corrections name their fields, with no value left. */
  reduced: boolean;
  /** What the officer wrote last. */
  opinion: string | null;
  /** Why they demand that somebody looks again, while nobody has. */
  demand: string | null;
  /** Why lines of the plan stand otherwise than the rules say. */
  overrides: OverrideReason[];
};

/** The file, to those who looked within the hour; null to everybody else. */
export async function personFile(who: Actor, reference: string): Promise<PersonFile | null> {
  return transactionAs(staffSight(who), async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer", "dpo");
    if (!found.ok || !(await hasLooked(tx, who, reference))) return null;
    const { contact, account } = found.value;
    const wish = await wishOf(tx, found.value);
    return {
      name: contact.name,
      email: contact.email,
      post: contact.post ?? null,
      account,
      words: wish?.words.trim() || null,
      answers: await identityAnswers(tx, found.value),
      corrections: (wish?.corrections ?? []).map(({ source, category, part, how, before, values }) => ({
        category,
        how,
        fields: Object.keys(values).map((column) => ({
          label: labelOf(source, part, column),
          before: before[column] ?? null,
          after: values[column] ?? null,
        })),
      })),
      reduced: wish?.reduced === true,
      opinion: await opinionOf(tx, found.value),
      demand: await demandedBecause(tx, found.value),
      overrides: await overrideReasons(tx, found.value),
    };
  });
}

/** The name of a column in plain words; one that the policy does not name stands for itself. */
export function labelOf(source: string, part: string, column: string): Words {
  const field = tableOf(policy(), source, part)?.columns[column]?.field ?? column;
  const bare = column.replaceAll("_", " ");
  return policy().fields[field]?.label ?? everywhere(bare);
}

async function opinionOf(tx: Tx, { id, keys }: Loaded): Promise<string | null> {
  const row = await tx.drawer.findFirst({ where: { request: id, kind: "opinion" }, orderBy: { madeAt: "desc" } });
  return row ? (await openDrawer<{ text: string }>(tx, keys, row.id)).text : null;
}

/** The newest last. */
async function identityAnswers(tx: Tx, { id, keys }: Loaded): Promise<IdentityAnswer[]> {
  const rows = await tx.drawer.findMany({ where: { request: id, kind: answerDrawer }, orderBy: { madeAt: "asc" } });
  return Promise.all(rows.map((row) => openDrawer<IdentityAnswer>(tx, keys, row.id)));
}
