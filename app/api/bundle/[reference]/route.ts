import { Readable } from "node:stream";
import { noStore, secureRoute } from "../../../../lib/sign-in/secure-route";
import { writeBundle } from "../../../../lib/bundle/write";

type Params = { reference: string };

/** Hands out the evidence bundle of a request; each time is recorded in its evidence. */
export const POST = secureRoute<Params>("POST /api/bundle/[reference]", async (who, request, { reference }) => {
  const personal = (await request.formData().catch(() => new FormData())).get("personal") === "yes";
  const written = await writeBundle(who, reference, { personal });
  if (!written.ok) return new Response(null, { status: 404, headers: noStore });
  const { name, stream } = written.value;
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
    headers: {
      ...noStore,
      "Content-Type": "application/zip",
      "Content-Disposition": `attachment; filename="${name.replace(/[^\w.-]/g, "_")}"`,
      "X-Content-Type-Options": "nosniff",
    },
  });
});
