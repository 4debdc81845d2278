/**
 * The door of calendar programs: they bring the token of one address and nothing else. It opens the due dates to whoever made the
 * address, as long as they work at the desk and its year is not over; the table keeps a hash of it.
 */
import { languageOf } from "../../i18n/language";
import type { Language } from "../gdpr/language";
import { actor, type Actor } from "../actor";
import { transactionAs } from "../db";
import { env } from "../env";
import { newToken, tokenHash } from "./session";

/** `portal`: where its pages are. */
export type Feed = { who: Actor; shows: "mine" | "all"; language: Language; portal: URL };

/** A new token, and what the table keeps of it. Only letters and digits, as part of a path. */
export function newFeedToken(): { token: string; id: string } {
  const token = `c${Buffer.from(newToken(), "base64url").toString("hex")}`;
  return { token, id: tokenHash(token) };
}

/** Whose calendar it is and what it shows; null for a token that opens nothing, whatever the reason. */
export async function openFeed(token: string): Promise<Feed | null> {
  if (!/^c[0-9a-f]{64}$/.test(token)) return null;
  const id = tokenHash(token);
  return transactionAs({ role: "feed", key: id }, async (tx) => {
    const [row] = await tx.$queryRaw<
      { person: string; roles: Actor["roles"]; shows: Feed["shows"]; language: string }[]
    >`
      UPDATE "calendar_feed" f SET "asked_at" = portal_now() FROM "person" p
      WHERE f."id" = ${id} AND p."id" = f."person_id" AND f."ends_at" > portal_now() AND p."roles" && '{reviewer,dpo}'::text[]
      RETURNING p."id" AS person, p."roles", f."shows", f."language"`;
    if (!row) return null;
    const { person, roles, shows } = row;
    const language = languageOf(row.language);
    const none = { door: null, authAge: null, session: null, account: null, email: null, name: null };
    return { who: actor({ person, roles, language, ...none }), shows, language, portal: new URL(env().APP_URL) };
  });
}

/** A path of this portal as programs elsewhere have to know it. */
export const portalAddress = (path: string): string => new URL(path, env().APP_URL).href;
