/** Art. 17(1)(a), (3)(b): a case that is still open in a system of somebody else, and the profile that it needs, until it is settled. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ZendeskState } from "../../../demo/vendors/zendesk";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { taxYearOpen } from "../../gdpr/rights/decider";
import { advance } from "../advance";
import { receive } from "../ask/receive";
import { approveErasure, staffOf, type Staff } from "../erased.fixture";
import { signedIn, startPortal, type Portal } from "../portal.fixture";
import { find, lines } from "./held.fixture";
import { look, lookNextDay } from "./needed.fixture";

let portal: Portal;
let staff: Staff;
let ana: Actor;

beforeAll(async () => {
  portal = await startPortal("needed_elsewhere", { vendors: true });
  staff = await staffOf();
  ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
}, 120_000);
afterAll(() => portal.close());

const asked = ["support-ticket-contract", "support-ticket", "support-profile"];
const inHelpdesk = async (reference: string) =>
  (await lines(reference)).filter(({ source, norm }) => source === "zendesk" && norm !== "not-asked");

/** Approved and carried out: systems that take orders are asked again until they are done. */
async function answered(reference: string): Promise<void> {
  await approveErasure(reference, staff);
  await portal.later("4 days");
  portal.vendors.advance(4 * 86_400_000);
  for (let round = 1; round <= 8 && (await find(reference)).state !== "delivered"; round += 1) {
    await advance(reference);
    await portal.accepted(reference);
    await portal.later("10 minutes");
    portal.vendors.advance(600_000);
  }
  expect((await find(reference)).state).toBe("delivered");
}

const helpdesk = () => portal.vendors.state("zendesk") as ZendeskState;

/** The requests that take up what this one kept; one about what arrived later is none. */
const takenUp = async (reference: string) =>
  (await db().decision.findMany({ where: { request: reference, takenUpBy: { not: null } } })).flatMap(
    ({ takenUpBy }) => takenUpBy ?? [],
  );

test("stays with its profile until it is settled; then both are locked as a letter is, and it becomes a duty", async () => {
  const { tickets, users } = helpdesk();
  const user = users.find(({ email }) => email === ana.email);
  const own = tickets.filter(({ requester_id: by }) => by === user?.id);
  for (const ticket of own) ticket.status = "closed";
  const [ticket] = own;
  if (!ticket) throw new Error("Ana has written to nobody");
  ticket.status = "open";
  const choice = { scope: "categories" as const, categories: asked, keepLicences: false, doNotContact: false };
  const received = await receive(ana, { id: randomUUID(), wishes: [{ right: "erasure", choice }], language: "en" });
  const reference = received.ok ? (received.value.requests[0]?.reference as string) : "";
  await advance(reference);
  await answered(reference);
  const open = (await inHelpdesk(reference)).filter(({ norm }) => norm === "contract");
  expect(open.map(({ category, count }) => [category, count])).toEqual([
    ["support-profile", 1],
    ["support-ticket-contract", 1],
  ]);
  await lookNextDay(portal);
  expect(await takenUp(reference)).toEqual([]);
  ticket.status = "solved";
  const reset = { kind: "reset" } as const;
  portal.vendors.fault("zendesk", ...Array.from({ length: 40 }, () => reset));
  await lookNextDay(portal);
  portal.vendors.clear();
  await look();
  expect(await takenUp(reference)).toEqual([]);
  await lookNextDay(portal);
  const [id, ...more] = new Set(await takenUp(reference));
  expect(more).toEqual([]);
  await advance(id as string);
  // Over since years, and of a tax year that is not released.
  expect((await inHelpdesk(id as string)).map(({ category, action, norm }) => [category, action, norm])).toEqual([
    ["support-profile", "restrict", taxYearOpen],
    ["support-ticket-contract", "restrict", taxYearOpen],
  ]);
  await answered(id as string);
  expect(await db().duty.findMany({ where: { request: id as string } })).toMatchObject([
    { source: "zendesk", category: "support-ticket-contract", count: 1, taxYears: [2019] },
  ]);
  // The profile waits for the release as the ticket does: the same is not decided about day by day.
  await lookNextDay(portal);
  expect(await takenUp(id as string)).toEqual([]);
}, 120_000);
