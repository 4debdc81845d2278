/** Who has a request in hand: taken, given, given back; late and double presses change nothing. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor, Role } from "../../actor";
import { db } from "../../db";
import { fileRequest, openTestPortal, signedIn } from "../filed-request.fixture";
import { assign } from "./assign";

let portal: Awaited<ReturnType<typeof openTestPortal>>;
let rui: Actor;
let nora: Actor;
let dora: Actor;
let lea: Actor;
let ana: Actor;

const idOf = ({ person }: Actor): string => person ?? "";

async function staff(role: Role): Promise<Actor> {
  const who = await signedIn({ roles: [role] });
  await db().person.update({ where: { id: idOf(who) }, data: { roles: [role] } });
  return who;
}

beforeAll(async () => {
  portal = await openTestPortal("assign");
  [rui, nora, dora, lea] = await Promise.all([staff("reviewer"), staff("reviewer"), staff("dpo"), staff("legal")]);
  ana = await signedIn();
});
afterAll(() => portal.close());

const holder = async (reference: string) =>
  (await db().request.findUniqueOrThrow({ where: { id: reference } })).assignee;

test("a reviewer takes a request, gives it to a colleague, and gets it back to nobody", async () => {
  const reference = await fileRequest(ana);
  const before = await db().request.findUniqueOrThrow({ where: { id: reference } });
  expect(await assign(rui, idOf(rui), [{ reference, shown: null }])).toEqual({
    ok: true,
    value: { given: 1, not: [] },
  });
  expect(await holder(reference)).toBe(rui.person);
  await assign(rui, idOf(dora), [{ reference, shown: idOf(rui) }]);
  expect(await holder(reference)).toBe(dora.person);
  await assign(dora, null, [{ reference, shown: idOf(dora) }]);
  // Nothing of it is evidence: chain, clock and state are as they were.
  expect(await db().request.findUniqueOrThrow({ where: { id: reference } })).toEqual(before);
});

describe("what cannot be given stays as it is, and the others go", () => {
  test("taken by somebody else meanwhile, closed, one's own, unknown", async () => {
    const [free, taken, closed, own] = await Promise.all([
      fileRequest(ana),
      fileRequest(ana),
      fileRequest(ana, { state: "delivered" }),
      fileRequest(rui),
    ]);
    await assign(nora, idOf(nora), [{ reference: taken, shown: null }]);
    const unknown = "R-0000000000000000";
    const wanted = [free, taken, closed, own, unknown].map((reference) => ({ reference, shown: null }));
    expect(await assign(rui, idOf(rui), wanted)).toEqual({
      ok: true,
      value: {
        given: 1,
        not: [
          { reference: taken, because: "changed" },
          { reference: closed, because: "closed" },
          { reference: own, because: "own" },
          { reference: unknown, because: "not-found" },
        ],
      },
    });
    expect(await Promise.all([free, taken, closed, own].map(holder))).toEqual([rui.person, nora.person, null, null]);
  });

  test("a second press says that it was done before", async () => {
    const reference = await fileRequest(ana);
    const press = () => assign(rui, idOf(rui), [{ reference, shown: null }]);
    const both = await Promise.all([press(), press()]);
    const not = [{ reference, because: "given-before" }];
    expect(both.map((one) => one.ok && one.value)).toEqual(
      expect.arrayContaining([
        { given: 1, not: [] },
        { given: 0, not },
      ]),
    );
    expect(await holder(reference)).toBe(rui.person);
  });

  test("of two who take the same ones at once each gets those that the other did not", async () => {
    const references = await Promise.all(Array.from({ length: 12 }, () => fileRequest(ana)));
    const wanted = references.map((reference) => ({ reference, shown: null }));
    const both = await Promise.all([assign(rui, idOf(rui), wanted), assign(nora, idOf(nora), wanted.toReversed())]);
    expect(both.map((one) => (one.ok ? one.value.given : -1)).toSorted()).toEqual([0, 12]);
    expect(new Set(await Promise.all(references.map(holder))).size).toBe(1);
  });
});

test("only the desk gives, and only to the desk", async () => {
  const reference = await fileRequest(ana);
  const wanted = [{ reference, shown: null }];
  for (const who of [lea, ana])
    expect(await assign(who, idOf(who), wanted)).toEqual({ ok: false, reason: "not-found" });
  for (const to of [lea, ana])
    expect(await assign(rui, idOf(to), wanted)).toEqual({ ok: false, reason: "no-colleague" });
  expect(await assign(rui, idOf(rui), [{ reference: "R-0000000000000000", shown: null }])).toMatchObject({ ok: false });
  expect(await assign(rui, idOf(rui), [])).toMatchObject({ ok: false });
  expect(await holder(reference)).toBeNull();
});
