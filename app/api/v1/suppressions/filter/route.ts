import { apiRoute, placesOf, unfit } from "../../../../../lib/sign-in/api-route";
import { noStore } from "../../../../../lib/sign-in/secure-route";
import { listLimits, useAsked } from "../../../../../lib/steps/registry/contract";
import { linesOf, notAllowed, type Unfit } from "../../../../../lib/steps/registry/filter";

const why: Record<Unfit["why"], string> = {
  "no-address": "an address is needed, alone or with a comma and an instant",
  "no-instant": "what stands after the comma is no instant such as 2025-03-01T10:00:00Z",
  "too-long": `a line has at most ${listLimits.bytes} bytes`,
  "too-many": `a list has at most ${listLimits.lines} lines: send it in parts`,
};

/** Takes a list of addresses and gives those that must be left out. Nothing of it is kept. */
export const POST = apiRoute("POST /api/v1/suppressions/filter", async (request) => {
  const use = useAsked.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!use.success) return unfit("The address of the call is not right", placesOf(use.error));
  const body = request.body as (ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>) | null;
  if (!body) return unfit("There is no list", [{ at: "body", message: "one address a line is needed" }]);
  const found = await notAllowed(linesOf(body), use.data);
  if (!found.ok) return unfit("The list is not right", [{ at: `line ${found.at.line}`, message: why[found.at.why] }]);
  const text = found.value.map((line) => `${line}\n`).join("");
  return new Response(text, { headers: { ...noStore, "Content-Type": "text/plain; charset=utf-8" } });
});
