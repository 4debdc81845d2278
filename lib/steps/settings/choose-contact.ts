/**
 * Art. 12(1), 32: which of a person's proved addresses hears that an answer is there. Proved are the one they sign in with and one
 * that they typed the code of. A change waits as long as a change of the address that signs in, and both addresses hear of it at once;
 * until then, and for everything that warns, the address that signs in is written to (decision 008).
 */
import { randomInt, randomUUID, timingSafeEqual } from "node:crypto";
import { isFresh, type Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import { no, yes, type Result } from "../../result";
import { parseAddress } from "../../mail/address";
import { keyedHash, masterKey } from "../../seal/seal";
import { ownSight } from "../../sight";
import { mayTry } from "../../sign-in/rate";
import { chosenLocked, keep } from "./keep";
import { mailCode, tellBoth } from "./tell-contact";

/** Minutes for which a code works, wrong ones that are borne, and codes in a quarter of an hour. */
const [codeMinutes, mostWrong, mostCodes] = [30, 5, 5];

export type ContactChoice = { to: "sign-in" | "second" } | { to: "other"; address: string };
type Barred = "not-fresh" | "no-address";
type Refused = Barred | "not-proved" | "not-an-address" | "same-address" | "too-many";
type Outcome = "chosen" | "code-sent" | "as-it-was";

/** `other` sends a code to that address and changes nothing else yet. The same again changes nothing and tells nobody. */
export async function chooseContact(who: Actor, choice: ContactChoice): Promise<Result<Refused, Outcome>> {
  const barred = barredFrom(who);
  if (barred) return no(barred);
  if (choice.to === "other") return askCode(who, choice.address);
  return transactionAs(ownSight(who), async (tx): Promise<Result<Refused, Outcome>> => {
    const { answers } = await chosenLocked(tx, who);
    const { second, from } = answers;
    if (choice.to === "second" && second === null) return no("not-proved");
    if ((choice.to === "second") === (from !== null)) return yes("as-it-was");
    const next = choice.to === "second" ? await coolDown(tx) : null;
    await keep(tx, who, { answers: { ...answers, from: next?.toISOString() ?? null } });
    await tellBoth(tx, who, second, next);
    return yes("chosen");
  });
}

/** The code of the mail: the address it went to is proved and chosen, and hears of answers once the time has passed. */
export async function proveContact(who: Actor, code: string): Promise<Result<Barred | "no-code" | "wrong-code">> {
  const barred = barredFrom(who);
  if (barred) return no(barred);
  return transactionAs(ownSight(who), async (tx): Promise<Result<Barred | "no-code" | "wrong-code">> => {
    const { answers } = await chosenLocked(tx, who);
    const { asked } = answers;
    if (!asked || asked.wrong >= mostWrong || asked.until <= (await portalNow(tx)).toISOString()) return no("no-code");
    if (!sameHash(asked.code, codeHash(who, asked.email, code.replace(/\s/g, "")))) {
      await keep(tx, who, { answers: { ...answers, asked: { ...asked, wrong: asked.wrong + 1 } } });
      return no(asked.wrong + 1 < mostWrong ? "wrong-code" : "no-code");
    }
    const from = await coolDown(tx);
    await keep(tx, who, { answers: { second: asked.email, from: from.toISOString(), asked: null } });
    await tellBoth(tx, who, asked.email, from);
    return yes(undefined);
  });
}

/** Where it goes decides who learns of an answer, so it is for somebody who has just proved who they are. */
function barredFrom(who: Actor): Barred | null {
  if (!isFresh(who, policy().release.freshMinutes)) return "not-fresh";
  return who.email === null ? "no-address" : null;
}

async function askCode(who: Actor, typed: string): Promise<Result<Refused, Outcome>> {
  const email = parseAddress(typed)?.toLowerCase() ?? null;
  if (email === null) return no("not-an-address");
  if (email === who.email?.toLowerCase()) return no("same-address");
  const allowed = await mayTry([
    { what: "answer address person", whose: who.person ?? "", most: mostCodes },
    { what: "answer address", whose: email, most: mostCodes },
  ]);
  if (!allowed) return no("too-many");
  return transactionAs(ownSight(who), async (tx): Promise<Result<Refused, Outcome>> => {
    const { answers } = await chosenLocked(tx, who);
    if (answers.second === email) return no("same-address");
    const code = String(randomInt(100_000_000)).padStart(8, "0");
    const until = new Date((await portalNow(tx)).getTime() + codeMinutes * 60_000).toISOString();
    const asked = { email, code: codeHash(who, email, code), until, wrong: 0 };
    await keep(tx, who, { answers: { ...answers, asked } });
    await mailCode(tx, who, { address: email, code, minutes: codeMinutes, key: randomUUID() });
    return yes("code-sent");
  });
}

const coolDown = async (tx: Tx): Promise<Date> =>
  new Date((await portalNow(tx)).getTime() + policy().correction.coolDays * 86_400_000);

const codeHash = ({ person }: Actor, email: string, code: string): string =>
  keyedHash(masterKey("answer address"), JSON.stringify([person, email, code]));

const sameHash = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
