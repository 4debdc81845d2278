/** Everybody who can come to the portal, side by side, and what they get when they ask without a browser's help. */
import type { APIRequestContext, APIResponse, Browser } from "@playwright/test";
import type { Role } from "../lib/actor";
import { signInAs } from "./fixtures";

/** Two people with one name and birthday: whoever mixes people up mixes up these. */
const people = {
  own: "jonas-north",
  other: "jonas-south",
  reviewer: "rui",
  dpo: "dora",
  legal: "lea",
  operator: "otto",
};
export type Somebody = keyof typeof people | "anonymous";
export const everybody = ["anonymous", ...Object.keys(people)] as Somebody[];

export const rolesOf = (who: Somebody): Role[] =>
  who === "anonymous" ? [] : who === "own" || who === "other" ? ["subject"] : [who];

const at = new Map<Somebody, APIRequestContext>();

/** Brings these people in, all at once. */
export async function arrive(browser: Browser, who: readonly Somebody[]): Promise<void> {
  await Promise.all(
    who.map(async (one) => {
      const context = await browser.newContext({ javaScriptEnabled: false });
      if (one !== "anonymous") {
        const page = await context.newPage();
        await signInAs(page, people[one]);
        await page.close();
      }
      at.set(one, context.request);
    }),
  );
}

/** What one of them can send with, signed in as they are. */
export function requests(who: Somebody): APIRequestContext {
  const context = at.get(who);
  if (!context) throw new Error(`nobody came as ${who}`);
  return context;
}

/** The way to the sign-in page that every page gives to a stranger. */
export const leadsToSignIn = (answer: APIResponse): boolean =>
  [303, 307].includes(answer.status()) && /\/sign-in(\?|$)/.test(answer.headers().location ?? "");

/** Status and text of an answer without what differs each time: nonces, keys, and the ids that were asked for. */
export async function sameOn(answer: APIResponse, values: Record<string, string>): Promise<string> {
  let text = (await answer.text()).replace(/<script\b[\s\S]*?<\/script>/g, "").replace(/ nonce="[^"]*"/g, "");
  text = text.replace(/<input type="hidden" name="\$ACTION[^>]*>/g, "");
  for (const value of Object.values(values)) text = text.replaceAll(value, "…");
  return `${answer.status()} ${text}`;
}
