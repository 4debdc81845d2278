/** A letter is frozen with its head: what the policy says later changes no letter that was sent. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { closeSources } from "../../company";
import { db } from "../../db";
import { openMail } from "../../mail/outbox";
import { myLetter } from "../../queries/my/letter";
import { fileRequest, openTestPortal, signedIn } from "../filed-request.fixture";
import { loadRequest } from "../load";
import { sendLetter } from "./send-letter";

let portal: Awaited<ReturnType<typeof openTestPortal>>;
let ana: Actor;
const folder = mkdtempSync(join(tmpdir(), "rightful-letterhead-"));
const model = readFileSync("policy.yaml", "utf8");
const before = process.env.POLICY_FILE;
beforeAll(async () => {
  portal = await openTestPortal("letterhead");
  ana = await signedIn({ email: "ana@post.example", name: "Ana" });
});
afterEach(() => policyIs(null));
afterAll(async () => {
  await portal.close();
  rmSync(folder, { recursive: true });
});

/** The process starts again on another policy; null: on the one of before. */
async function policyIs(text: string | null): Promise<void> {
  await closeSources();
  if (text === null && before === undefined) delete process.env.POLICY_FILE;
  else process.env.POLICY_FILE = text === null ? before : join(folder, "policy.yaml");
  if (text !== null) writeFileSync(join(folder, "policy.yaml"), text);
}

const sign = '<svg xmlns="http://www.w3.org/2000/svg"><title>first</title></svg>';
const withHead = (name: string, directors: string) =>
  model
    .replace("name: Klangwerk Audio GmbH", `name: ${name}`)
    .replace(/^brand:$/m, "brand:\n  logo: sign.svg")
    .replace(
      /^purposes:$/m,
      `letterhead:\n  register: { seat: Berlin, court: Amtsgericht Charlottenburg, number: HRB 12 B }\n  directors: [${directors}]\npurposes:`,
    );

test("name, sign and those who manage the company stay as they were on the day of the letter", async () => {
  writeFileSync(join(folder, "sign.svg"), sign);
  await policyIs(withHead("Klangwerk Audio GmbH", "Ada Byron"));
  const reference = await fileRequest(ana);
  const send = () =>
    db().$transaction(async (tx) =>
      sendLetter(tx, await loadRequest(tx, reference), "cancellation", {
        cancelledOn: "2026-11-26" as never,
        by: "subject",
      }),
    );
  const first = await send();
  const headOfFirst = async () => (await myLetter(ana, reference, first.letter))?.head;
  expect(await headOfFirst()).toMatchObject({
    name: "Klangwerk Audio GmbH",
    address: ["Schlesische Straße 12", "10997 Berlin"],
    facts: [
      expect.stringContaining("Berlin"),
      expect.stringContaining("HRB 12 B"),
      expect.stringContaining("Ada Byron"),
    ],
    logo: { type: "image/svg+xml", data: Buffer.from(sign).toString("base64") },
  });
  const frozen = await headOfFirst();
  const mail = await db().mail.findUniqueOrThrow({ where: { id: first.mail ?? "" } });
  expect(openMail(mail.sealed).text).toMatch(/-- \nKlangwerk Audio GmbH\n[^]+Ada Byron/);

  writeFileSync(join(folder, "sign.svg"), sign.replace("first", "second"));
  await policyIs(withHead("Klangwerk Neu GmbH", "Alan Turing"));
  expect(await headOfFirst()).toEqual(frozen);
  const second = await send();
  const head = (await myLetter(ana, reference, second.letter))?.head;
  expect([head?.name, head?.facts.at(-1)]).toEqual(["Klangwerk Neu GmbH", expect.stringContaining("Alan Turing")]);
  expect(head?.logo?.data).not.toBe(frozen?.logo?.data);
});
