import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "../../db";
import { closeBoss } from "../../jobs/wake";
import { openMail } from "../../mail/outbox";
import { fileRequest, openTestPortal, signedIn } from "../filed-request.fixture";
import { raiseAlarms } from "./alarm";
import { mailOfTheDay } from "./digest";

const desk = "datenschutz-team@klangwerk.example";
const officer = "privacy@klangwerk.example";
const second = "geschaeftsleitung@klangwerk.example";

let portal: Awaited<ReturnType<typeof openTestPortal>>;
let owner: pg.Client;
let reference = "";

beforeAll(async () => {
  portal = await openTestPortal("remind_desk");
  owner = new pg.Client(portal.database.ownerUrl);
  await owner.connect();
  reference = await fileRequest(await signedIn());
}, 60_000);
afterAll(async () => {
  await Promise.all([owner.end(), closeBoss()]);
  await portal.close();
});
beforeEach(async () => {
  await owner.query("TRUNCATE mail, alarm CASCADE");
  await at("2026-12-01 09:00 Europe/Berlin");
});

/** Sets the portal's clock; a Tuesday when nothing else is said. */
async function at(instant: string): Promise<void> {
  await owner.query(
    `INSERT INTO meta VALUES ('ahead', ($1::timestamptz - clock_timestamp())::text)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    [instant],
  );
}

const due = (on: string, id = reference) => owner.query("UPDATE request SET due_on = $1 WHERE id = $2", [on, id]);
const mails = async () => (await db().mail.findMany({ where: { kind: "desk" } })).map(({ sealed }) => openMail(sealed));
const heard = async () => (await mails()).map(({ to }) => to.address).toSorted();

describe("an alarm", () => {
  test.each([
    ["eleven days before", "2026-12-12", []],
    ["ten days before", "2026-12-11", [desk, officer]],
    ["four days before", "2026-12-05", [desk, officer]],
    ["two days before, with nothing decided", "2026-12-03", [desk, second, officer]],
    ["on the day", "2026-12-01", [desk, second, officer]],
    ["past the day", "2026-11-30", [desk, second, officer]],
  ])("%s", async (_, day, to) => {
    await due(day);
    await raiseAlarms();
    expect(await heard()).toEqual([...to].toSorted());
  });

  test("is raised once for each distance, and again for a later due date", async () => {
    await due("2026-12-11");
    expect([await raiseAlarms(), await raiseAlarms()]).toEqual([1, 0]);
    await at("2026-12-02 09:00 Europe/Berlin");
    expect(await raiseAlarms()).toBe(0);
    await at("2026-12-06 09:00 Europe/Berlin");
    expect([await raiseAlarms(), await raiseAlarms()]).toEqual([1, 0]);
    await due("2026-12-16");
    expect(await raiseAlarms()).toBe(1);
    expect(await heard()).toHaveLength(6);
  });

  test("of days on which nothing ran is told as the last one", async () => {
    await due("2026-12-03");
    expect(await raiseAlarms()).toBe(1);
    const [first] = await mails();
    expect(first?.text).toContain(`${reference}: 3. Dezember 2026, fällig in 2 Tagen`);
    expect(first?.text).not.toContain("10 Tagen");
    expect(await db().alarm.count()).toBe(3);
  });

  test("does not go to the second person once it is decided, until it is late", async () => {
    await due("2026-12-03");
    await owner.query("UPDATE request SET state = 'approved' WHERE id = $1", [reference]);
    await raiseAlarms();
    expect(await heard()).toEqual([desk, officer].toSorted());
    await at("2026-12-04 09:00 Europe/Berlin");
    await raiseAlarms();
    expect(await heard()).toContain(second);
    await owner.query("UPDATE request SET state = 'received' WHERE id = $1", [reference]);
  });

  test("is none for a request that was answered", async () => {
    const answered = await fileRequest(await signedIn(), { state: "delivered" });
    await due("2027-12-03");
    await due("2026-12-01", answered);
    expect(await raiseAlarms()).toBe(0);
  });

  test("names at most fifty references; of many requests comes one mail", async () => {
    await owner.query(
      `INSERT INTO submission (id, receipt_code, received_at) SELECT gen_random_uuid(), 'many ' || n, now() FROM generate_series(1, 60) n`,
    );
    await owner.query(
      `INSERT INTO request (id, submission_id, "right", state, channel, language, received_at, received_on, unrolled_on, due_on,
                            subject, contact, policy)
       SELECT 'R-' || lpad(n::text, 16, '0'), (SELECT id FROM submission WHERE receipt_code = 'many ' || n), 'access',
              'identified', 'portal', 'en', now(), '2026-11-05', '2026-12-05', '2026-12-05', '', '', 'x'
       FROM generate_series(1, 60) n`,
    );
    expect(await raiseAlarms()).toBe(60);
    const found = await mails();
    expect(found).toHaveLength(2);
    expect(found[0]?.text.match(/R-0000/g)).toHaveLength(50);
    expect(found[0]?.text).toContain("10 weitere");
    await owner.query("TRUNCATE alarm");
    await owner.query("DELETE FROM request WHERE policy = 'x'");
  });
});

describe("the mail of the day", () => {
  test("counts what is open and late, and names no request", async () => {
    await due("2026-11-30");
    expect([await mailOfTheDay(), await mailOfTheDay()]).toEqual([true, true]);
    expect(await heard()).toEqual([desk, officer].toSorted());
    const [mail] = await mails();
    expect(mail?.subject).toBe("Datenschutzanträge am 1. Dezember 2026");
    expect(mail?.text).toContain("Ein Antrag ist offen.");
    expect(mail?.text).toContain("Einer ist überfällig.");
    expect(mail?.text).not.toContain(reference);
  });

  test("counts matters with a deadline in the next seven days or past, and none that is closed or later", async () => {
    const lea = await signedIn({ roles: ["legal"] });
    for (const deadline of ["2026-11-30", "2026-12-08", "2026-12-09", null])
      await owner.query(
        "INSERT INTO matter (id, kind, sealed, deadline, review_on, opened_by) VALUES (gen_random_uuid(), 'court', '', $1, now(), $2)",
        [deadline, lea.person],
      );
    await mailOfTheDay();
    expect((await mails())[0]?.text).toContain("2 Rechtssachen mit einer Frist");
    await owner.query("UPDATE matter SET closed_by = $1, closed_at = now(), ended = ''", [lea.person]);
    await owner.query("TRUNCATE mail CASCADE");
    await mailOfTheDay();
    expect((await mails())[0]?.text).not.toContain("Rechtssache");
  });

  test.each([
    ["before its hour", "2026-12-01 06:59 Europe/Berlin"],
    ["on a Sunday", "2026-12-06 09:00 Europe/Berlin"],
    ["on a public holiday", "2026-12-25 09:00 Europe/Berlin"],
  ])("does not come %s", async (_, instant) => {
    await at(instant);
    expect(await mailOfTheDay()).toBe(false);
    expect(await mails()).toEqual([]);
  });

  test("comes again the next working day", async () => {
    await mailOfTheDay();
    await at("2026-12-02 09:00 Europe/Berlin");
    await mailOfTheDay();
    expect(await mails()).toHaveLength(4);
  });
});
