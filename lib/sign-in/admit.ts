/**
 * Lets a person in and keeps what is known about them in step with what their door says. A person is (iss, sub);
 * an address never selects one. Whoever comes by link is of another kind and never holds a role.
 */
import type { Language } from "../gdpr/language";
import { lookAs, transactionAs } from "../db";
import { keyedHash, masterKey, sealColumn } from "../seal/seal";
import type { Arrival } from "./claims";
import { endSessionsOf } from "./session";

/** Issuer of those who come by e-mail link. */
const linkIssuer = "link";

/**
 * The person of an OIDC sign-in, made at the first one; account, address, name and roles follow the claims each time. Their language is
 * that of the claims at first, and afterwards their own: what they chose in the settings holds wherever they sign in, until they
 * choose another one in this browser (`chosen`). When the roles changed, every older session of the person ends. Gives person.id.
 */
export async function admitAccount(arrival: Arrival, chosen: Language | null): Promise<string> {
  const { iss, sub } = arrival;
  return transactionAs({ role: "door", key: sub }, async (tx) => {
    const said = {
      account: arrival.account,
      email: arrival.email === null ? null : sealColumn("person email", arrival.email),
      emailVerified: arrival.email !== null && arrival.emailVerified,
      name: arrival.name === null ? null : sealColumn("person name", arrival.name),
      roles: [...arrival.roles],
      ...(chosen ? { language: chosen } : {}),
    };
    const first = arrival.language ? { language: arrival.language } : {};
    const before = await tx.person.findUnique({ where: { iss_sub: { iss, sub } }, select: { id: true, roles: true } });
    const { id } = await tx.person.upsert({
      where: { iss_sub: { iss, sub } },
      create: { kind: "oidc", iss, sub, ...first, ...said },
      update: said,
      select: { id: true },
    });
    if (before && [...before.roles].sort().join() !== [...arrival.roles].sort().join()) {
      await lookAs(tx, { role: "door", person: id });
      await endSessionsOf(tx, id);
    }
    return id;
  });
}

/** The person who controls an address, made at the first link they follow. Gives person.id. */
export async function admitAddress(address: string, language: Language): Promise<string> {
  return (await personOf(address, { language }, { language })).id;
}

/**
 * The person of an address to which a newsletter's link belongs, made at its first press. Nobody has signed in: a language
 * that was chosen stays, and the one of the mail counts for somebody new.
 */
export const personAt = (address: string, language: Language) => personOf(address, { language }, {});

type Chosen = { language: Language };

async function personOf(address: string, first: Chosen, later: Partial<Chosen>) {
  const sub = keyedHash(masterKey("sign-in address"), address);
  const email = sealColumn("person email", address);
  return transactionAs({ role: "door", key: sub }, (tx) =>
    tx.person.upsert({
      where: { iss_sub: { iss: linkIssuer, sub } },
      create: { kind: "link", iss: linkIssuer, sub, email, emailVerified: true, ...first },
      update: later,
      select: { id: true, language: true },
    }),
  );
}
