import { Readable } from "node:stream";
import { lengthHeader } from "../../../../lib/server/length";
import { noStore, secureRoute } from "../../../../lib/sign-in/secure-route";
import { fetchExport } from "../../../../lib/steps/evidence/hold";

type Params = { export: string };

/** Hands evidence that was ordered to who ordered it. Foreign and unknown are the same 404. */
export const POST = secureRoute<Params>("POST /api/export/[export]", async (who, _request, { export: id }) => {
  const fetched = /^[0-9a-f-]{36}$/.test(id) ? await fetchExport(who, id) : null;
  if (!fetched?.ok) return new Response(null, { status: 404, headers: noStore });
  const { name, stream, length } = fetched.value;
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    headers: {
      ...noStore,
      "Content-Type": "application/zip",
      [lengthHeader]: String(length),
      "Content-Disposition": `attachment; filename="${name}"`,
      "X-Content-Type-Options": "nosniff",
    },
  });
});
