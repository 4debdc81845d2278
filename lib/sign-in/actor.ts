/** Who is behind this request: what every page, action and route asks first. */
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import type { Actor, Role } from "../actor";
import { has } from "../actor";
import { cookieName } from "./cookies";
import { returnPath } from "./return-path";
import { actorOf } from "./session";

/** The actor of this request, or null when nobody is signed in. Looked up once per request. */
export const optionalActor = cache(async (): Promise<Actor | null> => {
  const token = (await cookies()).get(cookieName("session"))?.value;
  return token ? actorOf(token) : null;
});

/** The actor of this request; nobody signed in → the sign-in page, which leads back to `to` (default: this page). */
export async function requireActor(to?: string): Promise<Actor> {
  const who = await optionalActor();
  if (who) return who;
  return redirect(await signInPath(to));
}

/** The actor, who must have one of the roles. The wrong role is answered like a page that does not exist. */
export async function requireRole(...roles: Role[]): Promise<Actor> {
  const who = await requireActor();
  if (!has(who, ...roles)) notFound();
  return who;
}

/**
 * Sends the person to prove again who they are, at the customer account, and back to `to`: what a release or an
 * erasure needs (`isFresh`).
 */
export async function askAgain(to: string): Promise<never> {
  return redirect(`/sign-in?fresh=1&to=${encodeURIComponent(returnPath(to))}`);
}

async function signInPath(to?: string): Promise<string> {
  const here = to ?? (await headers()).get("x-rightful-path") ?? "";
  return `/sign-in?to=${encodeURIComponent(returnPath(here))}`;
}
