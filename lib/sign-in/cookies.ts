/**
 * The portal's cookies. All of them are HttpOnly, SameSite=Lax, for the whole site; behind https also Secure with the
 * `__Host-` prefix, which a browser accepts only from this host itself (RFC 6265bis 4.1.3.2).
 */
import { env } from "../env";

export type CookieOptions = { httpOnly: true; sameSite: "lax"; path: "/"; secure: boolean };

/** Whether people reach the portal by https. */
export const overTls = (): boolean => env().APP_URL.startsWith("https://");

/** Full name of one of the portal's cookies. */
export const cookieName = (
  name: "session" | "left" | "browser" | "language" | "state" | "pkce" | "nonce" | "csrf" | "to" | "receipt",
): string => `${overTls() ? "__Host-" : ""}rightful-${name}`;

/**
 * The token of the last session of this browser, whether it is over or not; null when none is known. `left` holds that of a session that
 * was ended here: it opens nothing, and finds only what was typed for it too late.
 */
export const lastToken = (valueOf: (cookie: string) => string | undefined): string | null =>
  valueOf(cookieName("session")) ?? valueOf(cookieName("left")) ?? null;

export const cookieOptions = (): CookieOptions => ({ httpOnly: true, sameSite: "lax", path: "/", secure: overTls() });
