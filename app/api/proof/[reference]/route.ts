import { noStore, secureRoute } from "../../../../lib/sign-in/secure-route";
import { takeProof } from "../../../../lib/steps/ask/take-proof";

type Params = { reference: string };

/** Hands the person the proof of an answer; each time is recorded. Foreign and unknown are the same 404. */
export const POST = secureRoute<Params>("POST /api/proof/[reference]", async (who, _request, { reference }) => {
  const taken = await takeProof(who, reference);
  if (!taken.ok && taken.reason === "not-found") return new Response(null, { status: 404, headers: noStore });
  if (!taken.ok) {
    const Location = `/my/requests/${reference}?proof=${taken.reason}#proof`;
    return new Response(null, { status: 303, headers: { ...noStore, Location } });
  }
  const { name, bytes } = taken.value;
  return new Response(new Uint8Array(bytes), {
    headers: {
      ...noStore,
      "Content-Type": "application/zip",
      "Content-Disposition": `attachment; filename="${name}"`,
      "X-Content-Type-Options": "nosniff",
    },
  });
});
