import { noStore, secureRoute } from "../../../../lib/sign-in/secure-route";
import { fetchMailFile } from "../../../../lib/steps/inbound/look";

type Params = { file: string };

/** Hands an attachment of a mail that may be a request to the desk; each time is recorded. Foreign and unknown are the same 404. */
export const POST = secureRoute<Params>("POST /api/mail-file/[file]", async (who, _request, { file }) => {
  const fetched = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(file) ? await fetchMailFile(who, file) : null;
  if (!fetched?.ok) return new Response(null, { status: 404, headers: noStore });
  const { name, media, bytes } = fetched.value;
  return new Response(new Uint8Array(bytes), {
    headers: {
      ...noStore,
      "Content-Type": media,
      "Content-Length": String(bytes.length),
      "Content-Disposition": `attachment; filename="${name}"`,
      "X-Content-Type-Options": "nosniff",
    },
  });
});
