/** Art. 5(1)(c): each kind of task shows what it needs of the person, and no more. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { askToCorrect } from "../correction.fixture";
import { loadRequest } from "../load";
import { signedIn, startPortal, type Portal } from "../portal.fixture";
import { shownOf } from "./shown";

const words = "I was never called that; my solicitor has the papers.";
let portal: Portal;
let ana: Actor;
let reference: string;

beforeAll(async () => {
  portal = await startPortal("shown");
  ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
  reference = await askToCorrect(ana, { category: "account", values: { name: "Ana Vidal Ruiz" } }, { words });
}, 120_000);
afterAll(() => portal.close());

const shown = async (kind: string, { source = null, recipient = null }: Partial<Record<string, string | null>> = {}) =>
  shownOf(db() as never, await loadRequest(db() as never, reference), { kind, source, recipient });

test("a correction shows what it should say; only a statement shows the person's own words", async () => {
  const correction = await shown("rectification-by-hand", { source: "zendesk" });
  expect(correction.fields.map(({ value }) => value)).toEqual(["Ana Vidal Ruiz"]);
  expect(JSON.stringify(correction)).not.toContain("solicitor");
  expect((await shown("statement-by-hand", { source: "shop" })).statement).toBe(words);
  for (const kind of ["access-by-hand", "erasure-by-hand", "held-back", "source-late"]) {
    const other = await shown(kind, { source: "zendesk" });
    expect(other).toMatchObject({ fields: [], statement: null, notice: null });
    expect(other.known.map(({ label, values }) => [label.en, ...values])).toEqual([
      ["Name", "Ana Vidal"],
      ["E-mail address", "ana.vidal@mail.example"],
      ["Customer number", "KW-100001"],
    ]);
  }
});

test("a guided task shows only what the guide finds the person by", async () => {
  const { known } = await shown("erasure-by-hand", { source: "mapp" });
  expect(known.map(({ label }) => label.en)).not.toContain("Customer number");
  expect(known.flatMap(({ values }) => values)).not.toContain("Ana Vidal");
});

test("a recipient's task shows the words to send, which have the person by what the recipient knows, and nothing beside them", async () => {
  const notice = { id: "N-0000000000000001", request: reference, recipient: "bank", change: "corrected", way: "post" };
  await db().recipientNotice.create({ data: { ...notice, categories: ["account"], dueOn: new Date("2026-12-10") } });
  const { notice: text, ...rest } = await shown("tell-recipient", { recipient: "bank" });
  expect(text).toContain("N-0000000000000001");
  expect(text).toContain("Ana Vidal Ruiz");
  expect(text).not.toContain("solicitor");
  expect(rest).toEqual({ known: [], fields: [], statement: null, changed: [] });
});

test("whoever has to be reached another way than by e-mail has a postal address, where one is known", async () => {
  const labels = async (kind: string) => (await shown(kind)).known.map(({ label }) => label.en);
  expect(await labels("mail-bounced")).not.toContain("Postal address");
  const request = await loadRequest(db() as never, reference);
  const posted = { ...request, contact: { ...request.contact, post: "1 Long Lane\nBerlin" } };
  const about = { kind: "mail-bounced", source: null, recipient: null };
  expect((await shownOf(db() as never, posted, about)).known.map(({ label }) => label.en)).toContain("Postal address");
  expect((await shownOf(db() as never, posted, { ...about, kind: "held-back" })).known).toHaveLength(3);
});
