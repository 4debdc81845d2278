/**
 * The copy, to the session that passed the gate. POST opens the gate and counts; GET only reads, whole or by range, and
 * HEAD does not even leave a line. Foreign and unknown are the same 404.
 */
import type { Actor } from "../../../../lib/actor";
import { myRequest } from "../../../../lib/queries/my/request";
import { noStore, secureRoute } from "../../../../lib/sign-in/secure-route";
import { grantedFile, openGate } from "../../../../lib/steps/ask/release";
import { fileHeaders, handedOut, headers } from "./handed-out";

type Params = { reference: string };

const nothing = () => new Response(null, { status: 404, headers: noStore });
const goTo = (path: string) => new Response(null, { status: 303, headers: { ...noStore, Location: path } });

export const POST = secureRoute<Params>("POST /api/package/[reference]", async (who, _request, { reference }) => {
  const opened = await openGate(who, reference);
  if (opened.ok) return goTo(`/api/package/${reference}`);
  return opened.reason === "not-found" ? nothing() : goTo(`/my/requests/${reference}?download=${opened.reason}`);
});

export const GET = secureRoute<Params>("GET /api/package/[reference]", async (who, request, { reference }) => {
  if (request.method === "HEAD") return onlyHeaders(who, reference);
  const asked = request.headers;
  const released = await grantedFile(who, reference, asked.get("range"), asked.get("if-range"));
  if (released.ok) return handedOut(reference, released.value);
  switch (released.reason) {
    case "not-found":
      return nothing();
    case "no-such-range":
      return noSuchRange(who, reference);
    case "expired":
    case "stopped":
    case "no-grant":
      return goTo(`/my/requests/${reference}?download=${released.reason}`);
    default:
      return released.reason satisfies never;
  }
});

async function onlyHeaders(who: Actor, reference: string): Promise<Response> {
  const copy = (await myRequest(who, reference))?.copy;
  return copy ? new Response(null, { headers: { ...headers, ...fileHeaders(reference, copy.bytes) } }) : nothing();
}

async function noSuchRange(who: Actor, reference: string): Promise<Response> {
  const copy = (await myRequest(who, reference))?.copy;
  if (!copy) return nothing();
  return new Response(null, { status: 416, headers: { ...headers, "Content-Range": `bytes */${copy.bytes}` } });
}
