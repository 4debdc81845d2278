/** A portal in which a surge can be declared, and people who ask in it. */
import { randomUUID } from "node:crypto";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { addDays, dayIn } from "../../gdpr/day";
import type { Right } from "../../gdpr/right";
import { advance } from "../advance";
import { receive } from "../ask/receive";
import { signedIn, startPortal, wish, type Portal } from "../portal.fixture";
import { declareSurge, endSurge, type Declared } from "./declare";

export const today = dayIn("Europe/Berlin", new Date());
export const facts: Declared = {
  happened: "On 20 November a file with customer addresses was copied by a third party.",
  why: "Everybody who was written to on that day asks now; none of them asked before.",
  since: addDays(today, -3),
  expected: 80_000,
  reviewOn: addDays(today, 30),
  en: "A file with addresses of our customers was copied on 20 November.",
  de: "Am 20. November wurde eine Datei mit Adressen unserer Kundinnen und Kunden kopiert.",
};
export const quiet = { stop: () => false, report: () => undefined };

export type Surging = {
  portal: Portal;
  rui: Actor;
  nora: Actor;
  dora: Actor;
  lea: Actor;
  /** No surge lasts, and the clock runs as everybody's. */
  calm(): Promise<void>;
  /** Declares one and gives its id. */
  declared(who?: Actor): Promise<string>;
  /** So many people, each with one request, planned. `strangers`: the shop knows nothing of them, so their plans are alike. */
  asked(count: number, about?: { right?: Right; language?: "en" | "de"; strangers?: boolean }): Promise<string[]>;
};

const choice = { scope: "account" as const, categories: [], keepLicences: false, doNotContact: false };

/** Somebody by an e-mail link whose address stands nowhere. */
function stranger(): Promise<Actor> {
  const name = randomUUID();
  return signedIn(name, { door: "link", email: `${name}@post.example` });
}

/** Starts one; the process's environment is set to it. */
export async function startSurge(name: string): Promise<Surging> {
  const portal = await startPortal(name, { customers: 60 });
  const [rui, nora, dora, lea] = await Promise.all([
    signedIn("rui", { roles: ["reviewer"] }),
    signedIn("nora", { roles: ["reviewer"] }),
    signedIn("dora", { roles: ["dpo"] }),
    signedIn("lea", { roles: ["legal"] }),
  ]);
  return {
    portal,
    rui,
    nora,
    dora,
    lea,
    calm: async () => {
      await portal.ahead("0 days");
      const lasting = await db().surge.findFirst({ where: { endedAt: null } });
      if (lasting) await endSurge(dora, lasting.id);
    },
    declared: async (who = dora) => {
      const made = await declareSurge(who, facts);
      if (!made.ok) throw new Error(made.reason);
      return made.value.surge;
    },
    asked: async (count, { right = "access", language = "en", strangers = false } = {}) => {
      const references: string[] = [];
      for (let n = 0; n < count; n += 1) {
        const wishes = [wish(right, choice)];
        const person = await (strangers ? stranger() : portal.customer());
        const received = await receive(person, { id: randomUUID(), wishes, language });
        if (!received.ok) throw new Error(received.reason);
        references.push(...received.value.requests.map(({ reference }) => reference));
      }
      for (const reference of references) await advance(reference);
      return references;
    },
  };
}
