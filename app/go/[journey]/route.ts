import { journeyOf } from "../../../lib/sign-in/journeys";
import { recentSeconds, startOidc } from "../../../lib/sign-in/next-auth";
import { mayTry } from "../../../lib/sign-in/rate";
import { noStore, openRoute } from "../../../lib/sign-in/secure-route";
import { visitor } from "../../../lib/sign-in/visitor";
import { sendOn, visitOf } from "../../../lib/sign-in/visit";

/**
 * A link from the shop's account page: straight to what the person wants, without a press at the door where they have just signed in
 * at the shop. It only opens a page; whatever is done there has a press of its own.
 */
export const GET = openRoute<{ journey: string }>("GET /go/[journey]", async (who, request, { journey }) => {
  const to = journeyOf(journey);
  if (!to) return new Response(null, { status: 404, headers: noStore });
  if (who) return sendOn({ to, setCookie: [] });
  // A picture or a frame of another page signs nobody in.
  const dest = request.headers.get("sec-fetch-dest") ?? "document";
  if (dest !== "document") return sendOn({ to: `/sign-in?to=${encodeURIComponent(to)}`, setCookie: [] });
  const allowed = await mayTry([
    { what: "oidc visitor", whose: await visitor(), most: 600 },
    { what: "oidc all", whose: "", most: 20_000 },
  ]);
  if (!allowed) return sendOn({ to: "/sign-in?problem=too-many", setCookie: [] });
  return sendOn(await startOidc(await visitOf(), { to, within: recentSeconds() }));
});
