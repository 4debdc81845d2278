/** Art. 12(1): whoever was told that a person still works by hand hears of it when that is done. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { rightOfTask } from "../../gdpr/task";
import { openMail } from "../../mail/outbox";
import { advance } from "../advance";
import { finishTask } from "../decide/task";
import { askErasure, run, staffOf, type Staff } from "../erased.fixture";
import { finishGuidedTask } from "../decide/guided-task";
import { deskTask } from "../../queries/desk/tasks";
import { startPortal, type Portal } from "../portal.fixture";

let portal: Portal;
let staff: Staff;
let person: Actor;
let reference: string;

beforeAll(async () => {
  portal = await startPortal("hand-work", { customers: 20 });
  staff = await staffOf();
  person = await portal.customer();
  reference = await askErasure(person, staff);
  await run(portal, reference);
  await portal.accepted(reference);
  await advance(reference);
}, 180_000);
afterAll(() => portal.close());

const told = async () =>
  (await db().mail.findMany({ where: { request: reference, kind: "news" } })).map(({ sealed }) => openMail(sealed));
const byHand = async () =>
  (await db().task.findMany({ where: { request: reference, doneAt: null } })).filter(
    ({ kind, category }) => rightOfTask(kind) !== null && category !== "fraud-file",
  );

/** Whatever the task asks for. */
async function finish(id: string): Promise<void> {
  const guide = (await deskTask(staff.rui, id))?.guide;
  const fields = guide?.evidence ?? [];
  const evidence = Object.fromEntries(
    fields.map(({ id: field, kind }) => [field, kind === "day" ? "2026-11-24" : kind === "number" ? "1" : "V-17"]),
  );
  const done = guide
    ? await finishGuidedTask(staff.rui, id, { evidence, note: "", effectiveOn: null })
    : await finishTask(staff.rui, id, "Deleted there today, and looked again.");
  expect(done).toMatchObject({ ok: true });
}

test("a deletion by hand asks for no letter; one mail says when the last of it is done", async () => {
  expect((await db().request.findUniqueOrThrow({ where: { id: reference } })).state).toBe("delivered");
  const tasks = await byHand();
  expect(tasks.length).toBeGreaterThan(1);
  const last = tasks.at(-1)?.id ?? "";
  for (const { id } of tasks.slice(0, -1)) await finish(id);
  expect(await told()).toEqual([]);
  await finish(last);
  const [mail, ...more] = await told();
  expect(mail?.to.address).toBe(person.email);
  expect(mail?.text).toContain("by hand is done");
  expect(more).toEqual([]);
  expect(await db().letter.count({ where: { request: reference, kind: "supplement" } })).toBe(0);
}, 60_000);
