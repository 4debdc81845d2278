/** Art. 17(3)(e): who may end a matter, what a wrong or a late press changes, and what of it can be read. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { db } from "../../db";
import { placeHold, releaseHold } from "../decide/hold";
import type { Portal } from "../portal.fixture";
import { closeMatter } from "./close";
import { linkRequest, unlinkRequest } from "./link";
import {
  asks,
  deskWithLegal,
  ended,
  factsOf,
  fileNumber,
  opened,
  order,
  sender,
  stopped,
  summary,
  type Desk,
} from "./matter.fixture";
import { openMatter } from "./open";
import { orderRequest } from "./order";
import { wordsOf } from "../../seal/matter";

let desk: Desk;
let portal: Portal;
let lea: Actor;
let dora: Actor;
let rui: Actor;
let person: Actor;

beforeAll(async () => {
  desk = await deskWithLegal("matter_end");
  ({ portal, lea, dora, rui } = desk);
}, 120_000);
afterAll(() => portal.close());
/** Another customer for each test. */
beforeEach(async () => {
  person = await portal.customer();
});

/** The policy wants two people to release a hold, for this test. */
function byTwo(): void {
  const { secondApprover } = policy().review;
  secondApprover.push("release-of-hold");
  onTestFinished(() => {
    secondApprover.splice(secondApprover.indexOf("release-of-hold"), 1);
  });
}

const openHoldsOf = (matter: string) => db().hold.count({ where: { matter, releasedAt: null } });

describe("two people", () => {
  test("where the policy asks for two, nobody ends what they hold themselves", async () => {
    byTwo();
    const reference = await asks(person);
    const matter = await opened(lea, [reference]);
    expect(await closeMatter(lea, matter, ended)).toEqual({ ok: false, reason: "same-person" });
    expect(await unlinkRequest(lea, matter, reference)).toEqual({ ok: false, reason: "same-person" });
    const later = await asks(person, "access");
    await linkRequest(dora, matter, later);
    // Dora did not open it, but holds a request of it.
    expect(await closeMatter(dora, matter, ended)).toEqual({ ok: false, reason: "same-person" });
    expect(await openHoldsOf(matter)).toBe(2);
    expect(await unlinkRequest(lea, matter, later)).toMatchObject({ ok: true });
    expect(await closeMatter(dora, matter, ended)).toMatchObject({ ok: true });
    expect(await openHoldsOf(matter)).toBe(0);
  });

  test("a hold of a matter is not released beside it; another person’s own hold outlives it", async () => {
    const reference = await asks(person);
    const matter = await opened(lea, [reference]);
    const { id } = await db().hold.findFirstOrThrow({ where: { matter } });
    expect(await releaseHold(dora, id)).toEqual({ ok: false, reason: "of-matter" });
    const reason = "A recall of the headphones is being prepared.";
    const own = { reference, kind: "recall" as const, category: null, reason, reviewOn: "2027-01-01" as never };
    expect(await placeHold(rui, own)).toMatchObject({ ok: true });
    await closeMatter(dora, matter, ended);
    expect(await stopped(reference)).toBe("hold");
  });
});

describe("wrong, late and double presses change nothing", () => {
  test("the same form twice is one matter, the same request twice one link", async () => {
    const [reference, id] = [await asks(person), randomUUID()];
    await Promise.all([opened(lea, [reference], { id }), opened(lea, [reference], { id })]);
    expect(await db().matterRequest.count({ where: { matter: id } })).toBe(1);
    expect(await linkRequest(lea, id, reference)).toEqual({ ok: false, reason: "linked" });
    expect(await openHoldsOf(id)).toBe(1);
  });

  test("a reference that nobody knows opens nothing", async () => {
    const id = randomUUID();
    const given = { id, kind: "court" as const, sender, fileNumber, summary, deadline: null };
    const wrong = { ...given, reviewOn: "2027-06-01" as never, references: [await asks(person), "R-0000000000000000"] };
    expect(await openMatter(lea, wrong)).toEqual({ ok: false, reason: "no-request" });
    expect(await db().matter.count({ where: { id } })).toBe(0);
  });

  test("of two who close it at once one does; what is closed takes nothing more", async () => {
    const reference = await asks(person);
    const matter = await opened(lea, [reference]);
    const both = await Promise.all([closeMatter(dora, matter, ended), closeMatter(lea, matter, ended)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both).toContainEqual({ ok: false, reason: "closed" });
    expect((await factsOf(reference)).filter((fact) => fact === "matter-closed")).toHaveLength(1);
    expect(await linkRequest(lea, matter, await asks(person, "access"))).toEqual({ ok: false, reason: "closed" });
    expect(await unlinkRequest(dora, matter, reference)).toEqual({ ok: false, reason: "closed" });
    const late = await orderRequest(lea, matter, await order(portal));
    expect(late).toEqual({ ok: false, reason: "closed" });
  });

  test.each(["rui", "person"])("%s opens, links and closes none", async (name) => {
    const reference = await asks(person);
    const matter = await opened(lea, []);
    const who = name === "rui" ? rui : person;
    const unknown = { ok: false, reason: "not-found" };
    const given = { id: randomUUID(), kind: "court" as const, sender, fileNumber, summary, deadline: null };
    expect(await openMatter(who, { ...given, reviewOn: "2027-06-01" as never, references: [] })).toEqual(unknown);
    expect(await linkRequest(who, matter, reference)).toEqual(unknown);
    expect(await unlinkRequest(who, matter, reference)).toEqual(unknown);
    expect(await closeMatter(who, matter, ended)).toEqual(unknown);
    expect(await orderRequest(who, matter, await order(portal))).toEqual(unknown);
  });
});

test("who wrote, their number and what they want lie sealed, bound to their row, and in no event", async () => {
  const reference = await asks(person);
  const [one, other] = [await opened(lea, [reference]), await opened(lea, [], { sender: "Somebody else" })];
  await closeMatter(dora, one, ended);
  const row = await db().matter.findUniqueOrThrow({ where: { id: one } });
  expect(wordsOf(row)).toEqual({ sender, fileNumber, summary });
  expect(() => wordsOf({ id: other, sealed: row.sealed })).toThrow();
  for (const table of ["matter", "matter_request", "event", "hold"]) {
    const { rows } = await portal.owner.query(`SELECT t::text AS text FROM "${table}" t`);
    const all = rows.map(({ text }) => text).join("\n");
    for (const word of [sender, "Quisthoudt", fileNumber, summary, ended]) {
      expect(all).not.toContain(word);
      expect(all).not.toContain(Buffer.from(word).toString("hex"));
    }
  }
});
