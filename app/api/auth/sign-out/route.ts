import { cookieName, cookieOptions } from "../../../../lib/sign-in/cookies";
import { openRoute } from "../../../../lib/sign-in/secure-route";
import { endSession, heldHours } from "../../../../lib/sign-in/session";
import { cookies } from "next/headers";

/** Twelve hours at most, and as long as the row of a session that is over is held besides. */
const held = (12 + heldHours) * 3600;

/**
 * Ends the session where it lives, in the database, then lets the browser forget; what is typed in another tab that stayed open finds
 * the row once more by a token that opens nothing any longer. Not `Clear-Site-Data: "cookies"`:
 * that reaches the whole registrable domain and would sign people out of the shop next door.
 */
export const POST = openRoute("POST /api/auth/sign-out", async () => {
  const jar = await cookies();
  const token = jar.get(cookieName("session"))?.value;
  if (token) {
    await endSession(token);
    jar.set(cookieName("left"), token, { ...cookieOptions(), maxAge: held });
  }
  for (const name of ["session", "browser", "to", "state", "pkce", "nonce"] as const)
    jar.set(cookieName(name), "", { ...cookieOptions(), maxAge: 0 });
  return new Response(null, {
    status: 303,
    headers: { Location: "/", "Cache-Control": "private, no-store", "Clear-Site-Data": '"cache", "storage"' },
  });
});
