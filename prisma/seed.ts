/**
 * The demo's history, through the front door: every request is received, planned, decided and answered by the real
 * steps, each at its own day, so that its evidence verifies like any other.
 */
import pg from "pg";
import { MailServer } from "../demo/inbox/mail-server";
import { demoPeople, subjectOf } from "../demo/people";
import type { Actor } from "../lib/actor";
import { closeSources } from "../lib/company";
import { closeDb, db } from "../lib/db";
import type { ErasureChoice, Group } from "../lib/gdpr/plan-value";
import { groupKey } from "../lib/gdpr/plan";
import { closeBoss } from "../lib/jobs/wake";
import { advance } from "../lib/steps/advance";
import { answerDoubt } from "../lib/steps/answer/answer";
import { cancel } from "../lib/steps/ask/cancel";
import { placeHold } from "../lib/steps/decide/hold";
import { sendMail } from "../lib/steps/answer/mailed";
import { giveLegalView } from "../lib/steps/decide/legal-view";
import { refuse } from "../lib/steps/decide/refuse";
import { approve } from "../lib/steps/decide/review";
import { finishTask } from "../lib/steps/decide/task";
import { addDays, day, dayIn } from "../lib/gdpr/day";
import { byLetter, paused, takenAlong, weighing } from "./seed-rights";
import { acting, asked, expectOk, hashOf, opinion, type Clock, type Customer, type Staff } from "./seed-steps";

const everything: ErasureChoice = { scope: "everything", categories: [], keepLicences: false, doNotContact: true };

/** Writes the history into an empty portal; `env` is the worker's environment. Mail of the past goes nowhere. */
export async function seedPortal(env: Record<string, string | undefined>): Promise<void> {
  Object.assign(process.env, env);
  const clock = timeMachine(env.DATABASE_URL ?? "", env.VENDORS_URL);
  const mail = new MailServer({ receive: async () => undefined } as never, Number(new URL(env.SMTP_URL ?? "").port));
  await mail.behave("accept");
  try {
    await tell(clock, await customers(env.SHOP_DATABASE_URL ?? ""), env.OIDC_ISSUER ?? "");
  } finally {
    await mail.close();
    await Promise.all([closeBoss(), closeSources(), closeDb()]);
  }
}

type Asked = "access" | "erasure";
const planned = (right: Asked, about: Customer) =>
  asked(right === "erasure" ? { right, choice: everything } : { right }, about);

/** Moves this process's connections, and the clock of the demo's vendors, to a day before today, in UTC. */
function timeMachine(url: string, vendors?: string): Clock {
  const today = new Date();
  return async (daysAgo, hour = 9) => {
    await closeDb();
    const then = new Date(today.getTime() - daysAgo * 86_400_000);
    then.setUTCHours(hour, 12, 0, 0);
    const moved = new URL(url);
    moved.searchParams.set("options", `-c rightful.now=${then.toISOString()}`);
    process.env.DATABASE_URL = moved.toString();
    if (!vendors) return;
    const set = await fetch(`${vendors}/_control/clock`, { method: "POST", body: JSON.stringify({ at: then }) });
    if (!set.ok) throw new Error(`the clock of the vendors could not be set: ${set.status} ${await set.text()}`);
  };
}

/** Customers of the shop's crowd, always the same. */
async function customers(url: string): Promise<Customer[]> {
  const shop = new pg.Client(url);
  await shop.connect();
  const { rows } = await shop.query<{ account: string; name: string; email: string; language: string }>(
    `SELECT id::text AS account, name, email, language FROM accounts
     WHERE id > 'KW-2' ORDER BY id LIMIT 40`,
  );
  await shop.end();
  return rows.map((row) => ({ ...row, language: row.language === "de" ? "de" : "en" }));
}

async function tell(clock: Clock, people: Customer[], issuer: string): Promise<void> {
  const next = () => people.shift() as Customer;
  await clock(80);
  const staff = await everyone(issuer);
  await answered(clock, 75, "erasure", next(), staff);
  await answered(clock, 48, "erasure", next(), staff);
  await refused(clock, 40, next(), staff);
  await halfApproved(clock, 26, next(), staff);
  await answered(clock, 20, "access", next(), staff);
  await paused(clock, 17, next(), staff);
  await held(clock, 15, next(), staff);
  await clock(10);
  await planned("access", next());
  await weighing(clock, 8, next(), staff);
  await clock(6);
  const [taken, by] = await planned("erasure", next());
  await clock(5);
  await expectOk(cancel(by, taken));
  await takenAlong(clock, 4, next());
  await byLetter(clock, 3, next(), staff);
  await clock(2);
  await planned("erasure", next());
  await clock(1, 15);
  await planned("access", next());
}

async function everyone(issuer: string): Promise<Staff> {
  const staff: Record<string, Actor> = {};
  for (const person of demoPeople.filter(({ roles }) => roles.length > 0)) {
    const row = await db().person.create({
      data: { kind: "oidc", iss: issuer, sub: subjectOf(person), roles: person.roles, language: person.language },
    });
    staff[person.key] = acting(row.id, { roles: person.roles, account: null, email: null, name: null, language: "en" });
  }
  return staff as Staff;
}

async function answered(clock: Clock, ago: number, right: Asked, about: Customer, staff: Staff): Promise<void> {
  await clock(ago);
  const [reference] = await planned(right, about);
  await clock(ago - 3);
  await settleDoubts(reference, staff);
  await clock(ago - 4, 11);
  const hash = await hashOf(reference);
  if (right === "erasure") await opinion(reference, hash, staff);
  await expectOk(approve(staff.rui, reference, hash));
  if (right === "erasure") await expectOk(approve(staff.nora, reference, hash));
  await clock(ago - 6);
  await advance(reference);
  // What a processor had to prepare for a copy lies ready.
  await clock(ago - 6, 12);
  await advance(reference);
  await sendMail({ limit: 10 });
  await advance(reference);
  await clock(ago - 11, 14);
  await worked(reference, staff, right === "access" ? 5 : 0);
}

/** What had to be done by hand in other systems was done, but for the last few. */
async function worked(reference: string, { rui }: Staff, leave: number): Promise<void> {
  const tasks = await db().task.findMany({ where: { request: reference, doneAt: null }, orderBy: { source: "asc" } });
  const answer = "Searched by the address and the number on file: nothing was found there.";
  for (const { id } of tasks.slice(0, tasks.length - leave)) await expectOk(finishTask(rui, id, answer));
}

async function halfApproved(clock: Clock, ago: number, about: Customer, staff: Staff): Promise<void> {
  await clock(ago);
  const [reference] = await planned("erasure", about);
  await clock(ago - 9);
  await settleDoubts(reference, staff);
  await clock(ago - 12);
  const hash = await hashOf(reference);
  await opinion(reference, hash, staff);
  await expectOk(approve(staff.rui, reference, hash));
}

async function refused(clock: Clock, ago: number, about: Customer, staff: Staff): Promise<void> {
  await clock(ago);
  const [reference] = await planned("access", about);
  await clock(ago - 8);
  const refusal = {
    ground: "excessive" as const,
    facts: "The same copy was handed out six times within one week, and nothing had changed in between.",
    alternative:
      "The copy of last week can still be downloaded, and a new one can be asked for when something changed.",
  };
  const first = await refuse(staff.rui, reference, refusal);
  if (first.ok || first.reason !== "needs-second") throw new Error("a refusal needs two people");
  await clock(ago - 9);
  const reason = "Six copies in a week are on file, and the mails ask for nothing else; the facts carry it.";
  await expectOk(giveLegalView(staff.lea, reference, { view: "agrees", reason }));
  await expectOk(refuse(staff.nora, reference, refusal));
  await sendMail({ limit: 10 });
}

async function held(clock: Clock, ago: number, about: Customer, staff: Staff): Promise<void> {
  await clock(ago);
  const [reference] = await planned("erasure", about);
  await clock(ago - 2);
  const reviewOn = addDays(dayIn("Europe/Berlin", new Date()), 60);
  const reason = "The customer disputes an invoice before the local court; the file is needed until it is decided.";
  await expectOk(
    placeHold(staff.dora, { reference, kind: "legal", category: "invoice", reason, reviewOn: day(reviewOn) }),
  );
}

async function settleDoubts(reference: string, { rui }: Staff): Promise<void> {
  const { planNo } = await db().request.findUniqueOrThrow({ where: { id: reference } });
  const rows = await db().decision.findMany({ where: { request: reference, planNo, action: "ask", count: { gt: 0 } } });
  const groups = rows.flatMap((row) => row.groups as unknown as Group[]);
  for (const group of groups) {
    const reason = "The name on these records is another one than the customer's.";
    await expectOk(answerDoubt(rui, reference, { selector: groupKey(group), answer: "not-theirs", reason }));
  }
  if (groups.length > 0) await advance(reference);
}
