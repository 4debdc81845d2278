import { startOidc } from "../../../../../lib/sign-in/next-auth";
import { mayTry } from "../../../../../lib/sign-in/rate";
import { returnPath } from "../../../../../lib/sign-in/return-path";
import { openRoute } from "../../../../../lib/sign-in/secure-route";
import { visitor } from "../../../../../lib/sign-in/visitor";
import { sendOn, visitOf } from "../../../../../lib/sign-in/visit";

/** The button "customer account": on to the issuer. */
export const POST = openRoute("POST /api/auth/signin/oidc", async (_who, request) => {
  const form = new URLSearchParams((await request.text()).slice(0, 4096));
  const wish = { to: returnPath(form.get("to")), fresh: form.get("fresh") === "1" };
  const allowed = await mayTry([
    { what: "oidc visitor", whose: await visitor(), most: 600 },
    { what: "oidc all", whose: "", most: 20_000 },
  ]);
  if (!allowed) return sendOn({ to: "/sign-in?problem=too-many", setCookie: [] });
  return sendOn(await startOidc(await visitOf(), wish));
});
