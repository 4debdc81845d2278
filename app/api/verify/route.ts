import { secureRoute, noStore } from "../../../lib/sign-in/secure-route";
import { verifyUpload } from "../../../lib/steps/verify-upload";

/** Takes an evidence bundle to verify and leads to the page that says what came of it. */
export const POST = secureRoute("POST /api/verify", async (who, request) => {
  const contentType = request.headers.get("content-type") ?? "";
  const body = request.body as (ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>) | null;
  const verified = body ? await verifyUpload(who, { body, contentType }) : ({ ok: false, reason: "no-file" } as const);
  const query = verified.ok ? `result=${verified.value.verdict}` : `problem=${verified.reason}`;
  return new Response(null, { status: 303, headers: { ...noStore, Location: `/evidence/verify?${query}` } });
});
