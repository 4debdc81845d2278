/** A worker killed with -9 inside any step of an erasure and started again ends where an undisturbed run ends. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "../db";
import { advance } from "./advance";
import { receive } from "./ask/receive";
import { freeze, killedEverywhere, letGoOfAll } from "./crash-rig.fixture";
import { giveOpinion } from "./decide/opinion";
import { approve } from "./decide/review";
import { signedIn, startPortal, type Portal } from "./portal.fixture";

let portal: Portal;
let reference: string;
const choice = { scope: "everything" as const, categories: [], keepLicences: false, doNotContact: true };

/** An approved erasure whose undo time is over. */
beforeAll(async () => {
  portal = await startPortal("crash", { customers: 5 });
  const emil = await signedIn("emil", { account: "KW-100003", email: "deniz.aksoy@mail.example", name: "Deniz Aksoy" });
  const rui = await signedIn("rui", { roles: ["reviewer"] });
  const nora = await signedIn("nora", { roles: ["reviewer"] });
  const dora = await signedIn("dora", { roles: ["dpo"] });
  const asked = { id: randomUUID(), wishes: [{ right: "erasure" as const, choice }], language: "de" as const };
  const received = await receive(emil, asked);
  if (!received.ok) throw new Error(received.reason);
  reference = received.value.requests[0]?.reference as string;
  await advance(reference);
  const hash = (await db().request.findUniqueOrThrow({ where: { id: reference } })).planHash as string;
  await giveOpinion(dora, reference, hash, "agrees", "The retention rules are applied rightly.");
  await approve(rui, reference, hash);
  expect(await approve(nora, reference, hash)).toMatchObject({ ok: true, value: { state: "approved" } });
  await portal.ahead("4 days");
  await freeze(portal);
}, 120_000);
afterAll(letGoOfAll);

test("killed at one milestone after the other, run again: the same end", async () => {
  const { milestones, expected } = await killedEverywhere(portal, reference);
  expect(expected.request).toMatchObject([{ state: "fulfilled" }]);
  expect(milestones.length).toBeGreaterThan(7);
}, 600_000);
