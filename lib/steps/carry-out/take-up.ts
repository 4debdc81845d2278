/**
 * Art. 17(1), (3)(e): the promise "when the matter is closed". What a hold kept of an answered erasure is decided about again as soon
 * as no hold lies on it any more, by a request of its own that goes through every gate. The end of a hold alone erases nothing.
 */
import { policy } from "../../company";
import { db, type Tx } from "../../db";
import { day } from "../../gdpr/day";
import { heldNorms } from "../../gdpr/plan";
import { ruleOf, stopsEnd } from "../../gdpr/retention";
import { recordOf, type HeldRecord } from "../../seal/held-record";
import type { Item, Person } from "../../sources/source";
import { lockRequest } from "../decide/allowed";
import { reaches } from "../decide/held-record";
import { load, type Loaded } from "../load";
import { reached } from "../milestone";
import { tellNews } from "../news/tell";
import { reachUnseen } from "../plan/held-groups";
import { holdKind, isAbout, openHolds } from "../plan/situation";
import { heldItems } from "../plan/taken-up";
import { openFollowUp } from "./follow-up";

type Hold = Awaited<ReturnType<typeof openHolds>>[number];
type Row = Awaited<ReturnType<typeof heldLines>>[number];

/** What an answered erasure kept because of a hold, and nothing has taken up yet. */
export async function heldLines(tx: Tx, { id, planNo }: Pick<Loaded, "id" | "planNo">) {
  return tx.decision.findMany({
    where: {
      request: id,
      planNo,
      action: "keep",
      norm: { in: [...heldNorms] },
      takenUpBy: null,
      // What nobody counted may be there.
      OR: [{ count: null }, { count: { gt: 0 } }],
    },
    orderBy: { idx: "asc" },
  });
}

/**
 * Takes up what no hold keeps any longer. Gives false where holds came or went meanwhile: then it is to be looked at once more.
 * Repeating it opens nothing twice. Throws `SourceUnreachable` when a source has to say what a hold on one record reaches.
 */
export async function takeUp(id: string): Promise<boolean> {
  const request = await load(db(), id);
  if (!request) return true;
  const holds = await openHolds(db(), request);
  const free: number[] = [];
  for (const row of await heldLines(db(), request))
    if (!(await isHeldWhole(row, holds, request.subject))) free.push(row.idx);
  if (free.length === 0) return true;
  reached("take-up:looked");
  const opened = await db().$transaction((tx) => open(tx, id, { free, seen: namesOf(holds) }));
  reached("take-up:opened");
  return opened;
}

type Looked = { free: number[]; seen: string };

/** A hold that is placed from now on stops the follow-up itself, so nothing has to be kept from being placed. */
async function open(tx: Tx, id: string, { free, seen }: Looked): Promise<boolean> {
  await lockRequest(tx, id);
  const request = await load(tx, id);
  if (!request) return true;
  const rows = (await heldLines(tx, request)).filter(({ idx }) => free.includes(idx));
  if (rows.length === 0) return true;
  if (namesOf(await openHolds(tx, request)) !== seen) return false;
  await openAbout(tx, request, rows, "held-taken-up");
  return true;
}

/** Opens the follow-up that decides about these lines again, and tells the person. The lines name it, so that they are taken up once. */
export async function openAbout(
  tx: Tx,
  request: Loaded,
  rows: readonly { idx: number; count: number | null }[],
  fact: "held-taken-up" | "needed-taken-up",
): Promise<void> {
  // What the person said then about being written to has its own entry, and may have changed.
  const choice = request.choice && { ...request.choice, doNotContact: false };
  const records = rows.reduce((sum, { count }) => sum + (count ?? 0), 0);
  const followUp = await openFollowUp(tx, { ...request, choice }, { fact, records });
  await tx.decision.updateMany({
    where: { request: request.id, planNo: request.planNo, idx: { in: rows.map(({ idx }) => idx) } },
    data: { takenUpBy: followUp.reference },
  });
  const { reference, dueOn } = followUp;
  await tellNews(tx, request, "taken-up", { key: reference, followUp: { reference, dueOn: day(dueOn) } });
}

const namesOf = (holds: readonly Hold[]): string =>
  holds
    .map(({ id }) => id)
    .toSorted()
    .join(" ");

/** Whether every record of the line lies under a hold all the same. A rule that is gone says nothing of which hold concerns it. */
async function isHeldWhole(row: Row, holds: readonly Hold[], { ids }: Person): Promise<boolean> {
  const rule = ruleOf(policy().categories[row.category]?.rules ?? [], row.rule);
  const lying = holds.filter(({ kind }) => !rule || stopsEnd(rule, holdKind(kind)));
  if (lying.some((hold) => hold.record === null && isAbout(row.category)(hold))) return true;
  const records = lying.flatMap(({ record }) => recordOf(record) ?? []);
  return records.length > 0 && isReachedWhole(row, { records, ids });
}

const atOnce = 200;

type Lying = { records: readonly HeldRecord[]; ids: Person["ids"] };

/** Where a record of the line is free, the line goes over whole: the plan of the follow-up keeps again what still has to stay. */
async function isReachedWhole(row: Row, lying: Lying): Promise<boolean> {
  const { records } = lying;
  if (row.count === null) return records.some((record) => reachUnseen(record, row) !== null);
  if (row.list === null) return true;
  let some: Item[] = [];
  for await (const item of heldItems(row)) {
    some.push(item);
    if (some.length < atOnce) continue;
    if (!(await areReached(row, some, lying))) return false;
    some = [];
  }
  return areReached(row, some, lying);
}

/** Asked together first: of what nobody holds, one question says it. */
async function areReached(row: Row, items: readonly Item[], lying: Lying): Promise<boolean> {
  if (items.length === 0) return true;
  if (!(await anyReaches(row, items, lying))) return false;
  for (const item of items) if (!(await anyReaches(row, [item], lying))) return false;
  return true;
}

async function anyReaches(
  { source, category }: Row,
  items: readonly Item[],
  { records, ids }: Lying,
): Promise<boolean> {
  for (const record of records) if (await reaches(record, { source, category, items, ids })) return true;
  return false;
}
