/** Known or not, the answer is the same, byte by byte: an address at the sign-in, a reference at the look-up. */
import type { APIRequestContext, APIResponse, PlaywrightWorkerArgs } from "@playwright/test";
import { expect, personOf, test } from "./fixtures";
import { portalDatabase } from "./portal-database";
import { sendAction } from "./send-action";

const { PORTAL_URL = "http://localhost:3000", DEMO_DATA = ".data" } = process.env;

/** Somebody without any cookie. */
async function asStranger<T>(
  playwright: PlaywrightWorkerArgs["playwright"],
  work: (request: APIRequestContext) => Promise<T>,
): Promise<T> {
  const request = await playwright.request.newContext({ baseURL: PORTAL_URL });
  try {
    return await work(request);
  } finally {
    await request.dispose();
  }
}

/** All that an answer holds except what is drawn anew each time, and with what was typed taken out. */
async function bytesOf(answer: APIResponse, typed: string[]): Promise<string> {
  const headers = answer.headersArray().filter(({ name }) => !/^(date|keep-alive|content-length)$/i.test(name));
  let text = JSON.stringify([answer.status(), headers.map(({ name, value }) => `${name}: ${value}`)]);
  // Nonces, and the secrets in cookies; the name of a cookie and how long it lives must agree.
  text += await answer.text();
  text = text.replace(/nonce(-|="|":"|\\":\\")[A-Za-z0-9+/=]{20,}/g, "nonce$1…").replace(/=[\w-]{43};/g, "=…;");
  for (const value of typed) text = text.replaceAll(value, "…").replaceAll(encodeURIComponent(value), "…");
  // An expiry is a clock: two answers a second apart differ in it.
  return text.replace(/expires=[^;"]+GMT/gi, "expires=…");
}

test("a wish for a link is answered alike for an address that is known and for one that is not", async ({
  playwright,
  inbox,
}) => {
  const known = personOf("ana").email;
  const unknown = known.replace(/^./, "q");
  const ask = (address: string) =>
    asStranger(playwright, async (request) => {
      const answer = await sendAction(request, "ask-for-link", { fields: { address, to: "/my" } });
      const sent = await request.get("/sign-in/link/sent");
      return [await bytesOf(answer, [address]), await bytesOf(sent, [address])];
    });
  await ask(unknown);
  expect(await ask(known)).toEqual(await ask(unknown));
  const letter = async (address: string) => {
    // Letters about a request may have come in between.
    const isLink = (text: string) => text.includes("/sign-in/confirm?token=");
    const { subject, text } = await inbox.waitFor(
      (mail) => mail.to.includes(address) && isLink(mail.text),
      `a link for ${address}`,
    );
    return `${subject}\n${text}`.replace(/token=[\w-]+/g, "token=…");
  };
  expect(await letter(known)).toBe(await letter(unknown));
});

test("a look-up is answered alike for a reference that is known and for one that is not", async ({ playwright }) => {
  const { owner, close } = await portalDatabase(DEMO_DATA);
  const { rows } = await owner.query<{ id: string }>(`SELECT "id" FROM "request" ORDER BY "received_at" LIMIT 1`);
  await close();
  const known = rows[0]?.id ?? "";
  const code = "ABCDE-FGHJK-MNPQR-STVWX-YZ012-3";
  const lookUp = (reference: string) =>
    asStranger(playwright, async (request) =>
      bytesOf(await sendAction(request, "look-up", { fields: { reference, code } }), [reference]),
    );
  const answer = await lookUp(known);
  expect(answer).toContain("[200,");
  expect(answer).toBe(await lookUp("R-0000000000000000"));
});
