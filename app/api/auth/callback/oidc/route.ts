import { finishOidc } from "../../../../../lib/sign-in/next-auth";
import { openRoute } from "../../../../../lib/sign-in/secure-route";
import { sendOn, visitOf } from "../../../../../lib/sign-in/visit";

/** The issuer's answer: state, nonce and code are checked against this browser's cookies before anything else. */
export const GET = openRoute("GET /api/auth/callback/oidc", async (_who, request) => {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  return sendOn(await finishOidc(await visitOf(), query));
});
