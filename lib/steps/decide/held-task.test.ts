/** A deletion by hand under a hold: whoever opens it is told, and nobody else is given it. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { db, portalNow } from "../../db";
import { addDays, day, dayIn } from "../../gdpr/day";
import { advance } from "../advance";
import { receive } from "../ask/receive";
import { handedTask } from "../hand-over/by-link";
import { handOver } from "../hand-over/hand-over";
import { colleague, passedOnBy } from "../hand-over/pass-on.fixture";
import { signedIn, startPortal, type Portal } from "../portal.fixture";
import { isHeldFor } from "./held-task";
import { placeHold, releaseHold } from "./hold";
import { look } from "./look";

let portal: Portal;
let rui: Actor;
let dora: Actor;
let ana: Actor;
let reference: string;

beforeAll(async () => {
  portal = await startPortal("held-task");
  ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
  rui = await signedIn("rui", { roles: ["reviewer"] });
  dora = await signedIn("dora", { roles: ["dpo"] });
  const asked = await receive(ana, { id: randomUUID(), wishes: [{ right: "access" }], language: "en" });
  if (!asked.ok) throw new Error(asked.reason);
  reference = asked.value.requests[0]?.reference as string;
  await advance(reference);
}, 120_000);
afterAll(() => portal.close());

const newTask = async (kind: string, request = reference) => {
  const dueOn = new Date(addDays(dayIn(policy().zone, await portalNow()), 3));
  const about = { source: "meta", category: "customer-ads" };
  return (await db().task.create({ data: { request, kind, ...about, dueOn } })).id;
};

test("under a hold nobody is given a deletion, a link that is out leads nowhere, and both end with the hold", async () => {
  const task = await newTask("erasure-by-hand");
  const other = await newTask("access-by-hand");
  await look(rui, reference);
  const [token, kept] = [await passedOnBy(rui, task), await passedOnBy(rui, other)];
  const asked = { kind: "erasure-by-hand", category: "customer-ads", reference };
  expect(await isHeldFor(rui, asked)).toBe(false);
  const hold = {
    kind: "legal",
    reason: "A claim about the profile is announced.",
    reviewOn: day("2027-06-01"),
  } as const;
  const elsewhere = await placeHold(dora, { ...hold, reference, category: "order" });
  expect(await isHeldFor(rui, asked)).toBe(false);
  expect((await handedTask(token))?.state).toBe("waits");
  const placed = await placeHold(dora, { ...hold, reference, category: "customer-ads" });
  if (!placed.ok || !elsewhere.ok) throw new Error("no hold was placed");
  expect(await isHeldFor(rui, asked)).toBe(true);
  expect(await isHeldFor(rui, { ...asked, kind: "access-by-hand" })).toBe(false);
  expect(await isHeldFor(ana, asked)).toBe(false);
  expect((await handedTask(token))?.state).toBe("withdrawn");
  expect((await handedTask(kept))?.state).toBe("waits");
  expect(await handOver(rui, task, { to: colleague, before: 1 })).toEqual({ ok: false, reason: "held" });
  expect(await releaseHold(rui, placed.value.hold)).toEqual({ ok: true });
  expect(await isHeldFor(rui, asked)).toBe(false);
  expect(await releaseHold(rui, elsewhere.value.hold)).toEqual({ ok: true });
  await passedOnBy(rui, task);
});

test("a link about somebody without an account goes too, whichever request the hold came with", async () => {
  const asks = async (...keys: string[]) => {
    const person = await signedIn(keys.join(), { email: `${keys[0]}@post.example`, door: "link" });
    const asked = await receive(person, { id: randomUUID(), wishes: [{ right: "access" }], language: "en" });
    if (!asked.ok) throw new Error(asked.reason);
    return asked.value.requests[0]?.reference as string;
  };
  const [first, second, others] = [await asks("gast"), await asks("gast", "again"), await asks("wer")];
  for (const one of [first, others]) await look(rui, one);
  const [token, kept] = [
    await passedOnBy(rui, await newTask("erasure-by-hand", first)),
    await passedOnBy(rui, await newTask("erasure-by-hand", others)),
  ];
  const reason = "A claim about the profile is announced.";
  const hold = { kind: "legal", category: null, reason, reviewOn: day("2027-06-01") } as const;
  expect(await placeHold(dora, { ...hold, reference: second })).toMatchObject({ ok: true });
  expect((await handedTask(token))?.state).toBe("withdrawn");
  expect((await handedTask(kept))?.state).toBe("waits");
});
