/** Art. 16: the page of a correction names what changed, as its letter does, before and after the values are gone. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { reduceCorrections } from "../../steps/answer/reduce";
import { advance } from "../../steps/advance";
import { askToCorrect, letterText } from "../../steps/correction.fixture";
import { signedIn, startPortal, type Portal } from "../../steps/portal.fixture";
import { myRequest } from "./request";

let portal: Portal;
let ana: Actor;
beforeAll(async () => {
  portal = await startPortal("corrected-fields");
  ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
}, 120_000);
afterAll(() => portal.close());

const kindsOf = (reference: string) =>
  db()
    .drawer.findMany({ where: { request: reference, kind: { startsWith: "wish" } } })
    .then((rows) => rows.map(({ kind }) => kind));

test("names of the fields, in the reader's language, no value, and to nobody else", async () => {
  const reference = await askToCorrect(ana, { category: "account-optional", values: { phone: "+49 30 5550199" } });
  await advance(reference);
  const before = await myRequest(ana, reference);
  expect(before?.outcome?.lines.map(({ category, fate }) => [category, fate])).toEqual([
    ["account-optional", "corrected"],
  ]);
  expect(before?.fields).toEqual({ "account-optional": ["Phone"] });
  expect(await letterText(reference)).toContain(`${before?.outcome?.lines[0]?.label}: Phone`);

  await portal.accepted(reference);
  await advance(reference);
  await reduceCorrections();
  expect(await kindsOf(reference)).toEqual(["wish reduced"]);
  const after = await myRequest({ ...ana, language: "de" }, reference);
  expect(after?.fields).toEqual({ "account-optional": ["Telefon"] });
  expect(JSON.stringify([before, after])).not.toContain("5550199");

  const nils = await signedIn("nils", { account: "KW-100013", email: "nils.harms@mail.example", name: "Nils Harms" });
  expect(await myRequest(nils, reference)).toBeNull();
});
