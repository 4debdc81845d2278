import { portalAddress } from "../../../../lib/sign-in/calendar-door";
import { isOneClick } from "../../../../lib/sign-in/one-click";
import { noStore, openRoute, signedRoute } from "../../../../lib/sign-in/secure-route";
import { isOurLink, pressUnsubscribe } from "../../../../lib/sign-in/unsubscribe-door";

type Params = { token: string };

/** Somebody opens the address in a browser: the page with the button. Whatever opens it by itself changes nothing. */
export const GET = openRoute<Params>("GET /api/unsubscribe/[token]", async (_who, _request, { token }) => {
  const page = portalAddress(`/unsubscribe?token=${encodeURIComponent(token)}`);
  return new Response(null, { status: 303, headers: { ...noStore, Location: page } });
});

/** RFC 8058: a mail program presses the button. No session, no cookie and no redirect; the same answer for every address. */
export const POST = signedRoute<Params>("POST /api/unsubscribe/[token]", async (request, { token }) => {
  if (!isOurLink(token)) return said(404, "This link leads nowhere: it is not whole, or not ours.");
  if (!(await isOneClick(request))) return said(400, "The body has to be List-Unsubscribe=One-Click (RFC 8058).");
  await pressUnsubscribe(token);
  return said(200, "Unsubscribed.");
});

const said = (status: number, sentence: string): Response =>
  new Response(`${sentence}\n`, { status, headers: { ...noStore, "Content-Type": "text/plain; charset=utf-8" } });
