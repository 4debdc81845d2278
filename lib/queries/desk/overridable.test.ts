/** What the request page shows of a verdict that a reviewer changed, and of a plan that was made anew. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { planChanges, type PlanChange } from "../../gdpr/plan-change";
import { advance } from "../../steps/advance";
import { receive } from "../../steps/ask/receive";
import { override, takeBack } from "../../steps/decide/override";
import { policy } from "../../company";
import { staffOf, toldOfSuit as told, type Staff } from "../../steps/erased.fixture";
import { signedIn, startPortal, type Portal } from "../../steps/portal.fixture";
import { stepsFor } from "./next-step";
import { isInForce, overridable } from "./overridable";
import { deskRequest, type DeskRequest, type Former } from "./request";

let portal: Portal;
let staff: Staff;
let reference: string;

beforeAll(async () => {
  portal = await startPortal("desk-override");
  staff = await staffOf();
  const nils = await signedIn("nils", { account: "KW-100013", email: "nils.harms@mail.example", name: "Nils Harms" });
  const choice = { scope: "everything" as const, categories: [], keepLicences: false, doNotContact: false };
  const received = await receive(nils, { id: randomUUID(), wishes: [{ right: "erasure", choice }], language: "en" });
  reference = received.ok ? (received.value.requests[0]?.reference ?? "") : "";
  await advance(reference);
}, 120_000);
afterAll(() => portal.close());

async function seen(): Promise<DeskRequest> {
  const request = await deskRequest(staff.rui, reference);
  if (!request) throw new Error("the desk does not see the request");
  return request;
}
const changesOf = ({ previous, decisions }: DeskRequest): PlanChange<Former>[] =>
  planChanges<Former>(previous, decisions);

test("a first plan has no plan before it; each counted line may be turned, or says why not", async () => {
  const request = await seen();
  expect(request).toMatchObject({ previous: [], overrides: [] });
  const { open, closed } = overridable(request);
  expect(open.length + closed.length).toBe(request.decisions.filter(({ count }) => count !== null).length);
  expect(open.find(({ line }) => line.category === "order")).toMatchObject({ to: "keep" });
  expect(closed.find(({ line }) => line.category === "authority-disclosure")).toMatchObject({
    why: { because: "statute", norm: "StPO request; §§ 195, 199 BGB" },
  });
  expect(overridable({ ...request, right: "objection" }).open).toEqual([]);
  expect(stepsFor(staff.rui, request).others).toContain("override");
  expect(stepsFor(staff.dora, request).others).not.toContain("override");
});

test("an overridden line is shown with what it was, and two people are asked for", async () => {
  const { opinion, secondApprover } = policy().review;
  Object.assign(policy().review, { opinion: [], secondApprover: [] });
  const before = await seen();
  expect(before.needs.second).toBe(false);
  const idx = before.decisions.find(({ category }) => category === "order")?.idx as number;
  const given = { ground: "17(3)(e)" as const, norm: "12 C 3/26, AG Mitte", until: "2028-06-30" };
  const reason = "She sued us over these orders; the file needs them.";
  const made = await override(staff.rui, reference, { told, shown: before.planHash as string, idx, ...given, reason });
  expect(made).toEqual({ ok: true });
  // While the plan is being made anew nothing is compared.
  expect(await seen()).toMatchObject({ planHash: null, previous: [] });
  await advance(reference);
  const after = await seen();
  expect(after.needs.second).toBe(true);
  expect(after.plans.map(({ because }) => because)).toEqual([null, "override"]);
  expect(changesOf(after)).toMatchObject([
    {
      kind: "different",
      before: { category: "order", action: "erase", until: null },
      line: { category: "order", action: "keep", ...given },
      differs: ["verdict", "until", "norm"],
    },
  ]);
  expect(after.overrides).toMatchObject([{ source: "shop", category: "order", from: "erase", to: "keep", ...given }]);
  expect(after.overrides.map((one) => isInForce(one, after.decisions))).toEqual([true]);
  expect(after.overrides.map((one) => isInForce(one, before.decisions))).toEqual([false]);
  expect(JSON.stringify(after)).not.toContain("sued");
  expect(overridable(after).closed.find(({ line }) => line.category === "order")?.why.because).toBe("overridden");
  Object.assign(policy().review, { opinion, secondApprover });
});

test("taken back, the page compares the other way round", async () => {
  const before = await seen();
  const taken = { shown: before.planHash as string, override: before.overrides[0]?.id as string };
  expect(await takeBack(staff.rui, reference, taken)).toEqual({ ok: true });
  await advance(reference);
  const after = await seen();
  expect(after.overrides).toEqual([]);
  expect(changesOf(after)).toMatchObject([
    { kind: "different", before: { action: "keep" }, line: { action: "erase" } },
  ]);
});
