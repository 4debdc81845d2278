import { cookieName, cookieOptions } from "../../../../lib/sign-in/cookies";
import { openRoute } from "../../../../lib/sign-in/secure-route";
import { endSession } from "../../../../lib/sign-in/session";
import { cookies } from "next/headers";

/**
 * Ends the session where it lives, in the database, then lets the browser forget. Not `Clear-Site-Data: "cookies"`:
 * that reaches the whole registrable domain and would sign people out of the shop next door.
 */
export const POST = openRoute("POST /api/auth/sign-out", async () => {
  const jar = await cookies();
  const token = jar.get(cookieName("session"))?.value;
  if (token) await endSession(token);
  for (const name of ["session", "browser", "to", "state", "pkce", "nonce"] as const)
    jar.set(cookieName(name), "", { ...cookieOptions(), maxAge: 0 });
  return new Response(null, {
    status: 303,
    headers: { Location: "/", "Cache-Control": "private, no-store", "Clear-Site-Data": '"cache", "storage"' },
  });
});
