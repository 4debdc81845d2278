/** Art. 12(2), 17: what a deletion is foreseen to do is what its plan then says, also where systems need each other's records. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import type { ErasureChoice } from "../../gdpr/plan-value";
import { advance } from "../advance";
import { signedIn, startPortal, type Portal } from "../portal.fixture";
import { preview } from "./preview";
import { receive } from "./receive";

let portal: Portal;
let carla: Actor;

beforeAll(async () => {
  portal = await startPortal("foreseen", { vendors: true });
  carla = await signedIn("carla", { account: "KW-100002", email: "carla.brenner@mail.example", name: "Carla Brenner" });
}, 120_000);
afterAll(() => portal.close());

const choice: ErasureChoice = { scope: "everything", categories: [], keepLicences: true, doNotContact: false };

type Said = {
  source: string;
  category: string;
  action: string;
  ground: string | null;
  norm: string | null;
  count: number | null;
};
const line = ({ source, category, action, ground, norm, count }: Said, until: string | null) =>
  [source, category, action, ground, norm, until, count].join(" ");
const foreseen = async () =>
  (await preview(carla, "erasure", choice)).drafts.map((draft) => line(draft, draft.until)).toSorted();
const profileIn = async () =>
  (await preview(carla, "erasure", choice)).drafts.filter(({ category }) => category === "support-profile");

test("the plan says of every record what was foreseen", async () => {
  const before = await foreseen();
  const asked = await receive(carla, { id: randomUUID(), wishes: [{ right: "erasure", choice }], language: "en" });
  const reference = (asked.ok && asked.value.requests[0]?.reference) || "";
  await advance(reference);
  const { planNo } = await db().request.findUniqueOrThrow({ where: { id: reference } });
  const rows = await db().decision.findMany({ where: { request: reference, planNo } });
  expect(rows.map((row) => line(row, row.until?.toISOString().slice(0, 10) ?? null)).toSorted()).toEqual(before);
  // Her profile lies with the shop and the help desk, and is needed by what either of them holds.
  expect((await profileIn()).map(({ source }) => source)).toEqual(["shop", "zendesk"]);
  for (const { action } of await profileIn()) expect(["keep", "restrict"]).toContain(action);
});

test("what a silent system may need is not said to go, nor until when it stays", async () => {
  const other = await foreseen();
  portal.vendors.fault("zendesk", ...Array.from({ length: 40 }, () => ({ kind: "reset" }) as const));
  try {
    const { unreachable, drafts } = await preview(carla, "erasure", choice);
    expect(unreachable).toEqual(["zendesk"]);
    expect(drafts.map(({ source }) => source)).not.toContain("zendesk");
    const profile = drafts.filter(({ category }) => category === "support-profile");
    expect(profile).toMatchObject([{ source: "shop", action: "ask", doubt: "source-unreachable", until: null }]);
    const rest = (lines: string[]) => lines.filter((one) => !/^zendesk|support-profile/.test(one));
    expect(rest(drafts.map((draft) => line(draft, draft.until)).toSorted())).toEqual(rest(other));
  } finally {
    portal.vendors.clear();
  }
});
