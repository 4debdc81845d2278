/** What every piece of the demo's history needs: people who act, a request that was asked for, steps that must not fail. */
import { randomUUID } from "node:crypto";
import { actor, type Actor } from "../lib/actor";
import { db } from "../lib/db";
import type { Wish } from "../lib/gdpr/wish";
import { sealColumn } from "../lib/seal/seal";
import { advance } from "../lib/steps/advance";
import { sendMail } from "../lib/steps/answer/mailed";
import { receive } from "../lib/steps/ask/receive";
import { giveOpinion } from "../lib/steps/decide/opinion";

export type Customer = { account: string; name: string; email: string; language: "en" | "de" };
export type Staff = { rui: Actor; nora: Actor; dora: Actor; lea: Actor };
/** Moves on to so many days before today. */
export type Clock = (daysAgo: number, hour?: number) => Promise<void>;

type About = Pick<Actor, "roles" | "account" | "email" | "name" | "language">;
export const acting = (person: string, about: About): Actor =>
  actor({ person, door: "oidc", authAge: 40, session: null, ...about });

async function customer({ account, name, email, language }: Customer): Promise<Actor> {
  const sealed = { email: sealColumn("person email", email), name: sealColumn("person name", name) };
  const identity = { kind: "oidc", iss: "https://accounts.klangwerk.example", sub: account, emailVerified: true };
  const row = await db().person.create({ data: { ...identity, account, language, ...sealed } });
  return acting(row.id, { roles: ["subject"], account, email, name, language });
}

/** Asked for and gone as far as it goes by itself, with the mail that belongs to it. */
export async function asked(wish: Wish, about: Customer): Promise<[string, Actor]> {
  const who = await customer(about);
  const received = await receive(who, { id: randomUUID(), wishes: [wish], language: about.language });
  if (!received.ok) throw new Error(received.reason);
  const reference = received.value.requests[0]?.reference as string;
  await settled(reference);
  return [reference, who];
}

/** Goes as far as it goes by itself: what a mail is waited for included. */
export async function settled(reference: string): Promise<void> {
  await advance(reference);
  await sendMail({ limit: 10 });
  await advance(reference);
}

export async function opinion(reference: string, hash: string, { dora }: Staff): Promise<void> {
  await expectOk(giveOpinion(dora, reference, hash, "agrees", "Rules and dates are applied as the policy says."));
}

export async function hashOf(reference: string): Promise<string> {
  const { planHash } = await db().request.findUniqueOrThrow({ where: { id: reference } });
  if (!planHash) throw new Error(`${reference} has no plan`);
  return planHash;
}

export async function expectOk(step: Promise<{ ok: boolean; reason?: string }>): Promise<void> {
  const result = await step;
  if (!result.ok) throw new Error(`a step of the history was refused: ${result.reason ?? ""}`);
}
