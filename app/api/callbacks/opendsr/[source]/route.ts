import { noStore, signedRoute } from "../../../../../lib/sign-in/secure-route";
import { takeCallback, type NotTaken } from "../../../../../lib/steps/take-callback";

const mostBytes = 65_536;
const statusOf: Record<NotTaken, number> = {
  "unknown-source": 404,
  "unknown-order": 404,
  "not-signed": 401,
  unusable: 400,
  "try-again": 503,
};

/**
 * A processor says that one of our orders moved (OpenDSR 2.0, 8.5). Its signature over the raw bytes is the only key; the
 * specification's security guide asks 401 where its own 8.8 says 403.
 */
export const POST = signedRoute<{ source: string }>(
  "POST /api/callbacks/opendsr/[source]",
  async (request, { source }) => {
    const raw = await bytesOf(request);
    if (!raw) return answer(413);
    const taken = await takeCallback(source, raw, Object.fromEntries(request.headers));
    return answer(taken.ok ? 202 : statusOf[taken.reason]);
  },
);

const answer = (status: number) => new Response(null, { status, headers: noStore });

/** The body as it came; null when it is longer than any status. */
async function bytesOf({ body }: Request): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let read = 0;
  for await (const chunk of body ?? []) {
    read += chunk.length;
    if (read > mostBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
