/**
 * Runs before every page: draws the nonce of its Content-Security-Policy. It decides nothing about who may see what;
 * that is asked where the data is (`lib/sign-in`, `lib/queries`, `lib/steps`), so that a way around this file opens
 * nothing.
 */
import { NextResponse, type NextRequest } from "next/server";
import { contentSecurityPolicy } from "./lib/sign-in/content-security-policy";

export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy(nonce, {
    issuer: process.env.OIDC_ISSUER,
    appUrl: process.env.APP_URL,
    development: process.env.NODE_ENV === "development",
  });
  const headers = new Headers(request.headers);
  // Next reads the nonce from the request's policy and puts it on its own scripts.
  headers.set("Content-Security-Policy", policy);
  headers.set("x-nonce", nonce);
  headers.set("x-rightful-path", request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  response.headers.set("Cache-Control", "private, no-store");
  if (process.env.APP_URL?.startsWith("https://"))
    response.headers.set("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
  return response;
}

// An uploaded bundle and the lists of other systems do not pass here: Next would hold them in memory, and cut them at 10 MB.
export const config = { matcher: "/((?!_next/static|_next/image|favicon.ico|api/verify|api/v1).*)" };
