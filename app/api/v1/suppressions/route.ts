import { Readable } from "node:stream";
import { apiRoute, placesOf, unfit } from "../../../../lib/sign-in/api-route";
import { noStore } from "../../../../lib/sign-in/secure-route";
import { useAsked, type Use } from "../../../../lib/steps/registry/contract";
import { csvHead, csvOf, suppressions } from "../../../../lib/steps/registry/suppressions";

/** The file of hashes for a mailing tool that compares by itself. Its last line says that it is whole. */
export const GET = apiRoute("GET /api/v1/suppressions", async (request) => {
  const use = useAsked.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!use.success) return unfit("The address of the call is not right", placesOf(use.error));
  const json = (request.headers.get("accept") ?? "").includes("application/x-ndjson");
  const body = Readable.toWeb(Readable.from(written(use.data, json))) as ReadableStream<Uint8Array>;
  const type = json ? "application/x-ndjson; charset=utf-8" : "text/csv; charset=utf-8; header=present";
  return new Response(body, { headers: { ...noStore, "Content-Type": type } });
});

async function* written(use: Use, json: boolean): AsyncGenerator<Buffer> {
  let text = json ? "" : csvHead;
  for await (const line of suppressions(use)) {
    text += json ? `${JSON.stringify(line)}\n` : csvOf(line);
    if (text.length < 65_536) continue;
    yield Buffer.from(text);
    text = "";
  }
  yield Buffer.from(text);
}
