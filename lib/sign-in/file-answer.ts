/** A sealed file as an answer: taken away, never shown by the browser, kept by nobody on the way. */
import { lengthHeader } from "../server/length";
import { noStore } from "./secure-route";

type Fetched = { ok: true; value: { name: string; media: string; bytes: Buffer } } | { ok: false };

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What `fetch` gives for the id, as a download; 404 for what is no id, foreign or unknown, all alike. */
export async function fileAnswer(id: string, fetch: (id: string) => Promise<Fetched>): Promise<Response> {
  const fetched = uuid.test(id) ? await fetch(id) : null;
  if (!fetched?.ok) return new Response(null, { status: 404, headers: noStore });
  const { name, media, bytes } = fetched.value;
  return new Response(new Uint8Array(bytes), {
    headers: {
      ...noStore,
      "Content-Type": media,
      [lengthHeader]: String(bytes.length),
      "Content-Disposition": `attachment; filename="${name}"`,
      "X-Content-Type-Options": "nosniff",
    },
  });
}
