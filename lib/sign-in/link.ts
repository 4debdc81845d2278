/**
 * The side door: a link by e-mail. It proves control of an address and nothing more.
 *
 * The link carries only a token (256 random bits, stored hashed), works ten minutes, once, and in the browser that
 * asked. Opening it changes nothing: mail scanners open links too. The button on its page does.
 */
import { languageOf } from "../../i18n/language";
import type { Language } from "../gdpr/language";
import { policy } from "../company";
import { lookAs, transactionAs, type Tx } from "../db";
import { env } from "../env";
import { parseAddress } from "../mail/address";
import { messageIdFor, queueMail } from "../mail/outbox";
import { no, yes, type Result } from "../result";
import { openColumn, sealColumn } from "../seal/seal";
import { admitAddress } from "./admit";
import type { Device } from "./device";
import { linkMail } from "./link-mail";
import { mayTry } from "./rate";
import { newToken, startSession, tokenHash } from "./session";

export type LinkWish = { address: string; browser: string; language: Language; visitor: string };

/**
 * Sends a link. The answer is the same whether the address is known to anybody or not: nothing is looked up. An address
 * that was written to often in the last quarter of an hour gets no further mail, without a word about it.
 */
export async function askForLink(wish: LinkWish): Promise<Result<"not-an-address" | "too-many">> {
  const address = parseAddress(wish.address)?.toLowerCase() ?? null;
  if (address === null) return no("not-an-address");
  const allowed = await mayTry([
    { what: "link visitor", whose: wish.visitor, most: 100 },
    { what: "link all", whose: "", most: 3000 },
  ]);
  if (!allowed) return no("too-many");
  const quiet = !(await mayTry([{ what: "link address", whose: address, most: 5 }]));
  const token = newToken();
  const key = tokenHash(token);
  await transactionAs({ role: "door", key }, async (tx) => {
    await tx.$executeRaw`DELETE FROM "sign_in_link" WHERE "expires_at" < portal_now() - interval '1 day'`;
    if (quiet) return;
    await tx.$executeRaw`
      INSERT INTO "sign_in_link" ("id", "address", "browser", "language", "expires_at")
      VALUES (${key}, ${sealColumn("sign-in address", address)}, ${tokenHash(wish.browser)},
              ${wish.language}, portal_now() + interval '10 minutes')`;
    const link = `${env().APP_URL}/sign-in/confirm?token=${token}`;
    const { name } = policy().controller;
    await lookAs(tx, { role: "door", key: messageIdFor(null, "sign-in", key) });
    await queueMail(tx, {
      request: null,
      kind: "sign-in",
      key,
      language: wish.language,
      to: { name: "", address },
      ...linkMail(wish.language, { controller: name, link }),
    });
  });
  return yes(undefined);
}

/**
 * Uses a link up and opens a session; the session that the browser had before ends. `browser` is the secret in the
 * cookie of the browser that presses, `device` what it says of itself. Gives the cookie's token and when it ends at the latest.
 */
export async function followLink(
  token: string,
  browser: string | null,
  before: string | null,
  device?: Device,
): Promise<Result<"not-usable", { token: string; expires: Date }>> {
  const id = tokenHash(token);
  // One statement: of two presses at the same time one finds the link used.
  const use = (tx: Tx) => tx.$queryRaw<{ address: Buffer; language: string }[]>`
    UPDATE "sign_in_link" SET "used_at" = portal_now()
    WHERE "id" = ${id} AND "browser" = ${tokenHash(browser ?? newToken())}
      AND "used_at" IS NULL AND "expires_at" > portal_now()
    RETURNING "address", "language"`;
  const [row] = await transactionAs({ role: "door", key: id }, use);
  if (!row) return no("not-usable");
  const person = await admitAddress(openColumn("sign-in address", row.address), languageOf(row.language));
  const session = newToken();
  const expires = await startSession(session, person, { door: "link", age: 0, acr: null, amr: [], device }, before);
  return yes({ token: session, expires });
}
