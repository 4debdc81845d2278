/**
 * The bytes of a file, piece by piece. Its address comes from an answer, so it is asked for only at hosts that the
 * policy names, and our credentials go to the Zendesk itself alone (CWE-918, CWE-601).
 */
import { NoReply, type StreamedReply } from "./transport";
import type { Desk } from "./desk";

const hops = 3;

/** Opens the address and gives the file. Throws `SourceUnreachable`, at once or in the middle. */
export async function* attachmentBytes(desk: Desk, address: string): AsyncGenerator<Uint8Array> {
  const { body } = await opened(desk, address);
  try {
    yield* body;
  } catch (error) {
    throw translated(desk, error);
  }
}

async function opened(desk: Desk, address: string): Promise<StreamedReply> {
  let url = allowed(desk, address, desk.api.base);
  for (let hop = 0; hop <= hops; hop += 1) {
    const reply = await ask(desk, url);
    if (reply.status === 200) return reply;
    await discard(reply);
    const to = reply.headers.location;
    if (![301, 302, 303, 307, 308].includes(reply.status) || to === undefined) break;
    url = allowed(desk, to, url);
  }
  throw desk.api.trouble("unexpected-answer");
}

async function ask({ api, ...desk }: Desk, url: URL): Promise<StreamedReply> {
  const { authorization = "" } = api.headers;
  const headers: Record<string, string> = url.origin === api.base.origin ? { authorization } : {};
  try {
    return await api.transport.stream({ method: "GET", url, headers });
  } catch (error) {
    throw translated({ api, ...desk }, error);
  }
}

/** Never another scheme than the Zendesk's own, so nothing is asked in the clear that was not. */
function allowed({ api, mapping }: Desk, address: string, from: URL): URL {
  const url = URL.canParse(address, from) ? new URL(address, from) : null;
  const known = url && url.protocol === api.base.protocol && [api.base.host, ...mapping.hosts].includes(url.host);
  if (!url || !known || url.username !== "" || url.password !== "") throw api.trouble("unexpected-answer");
  return url;
}

async function discard({ body }: StreamedReply): Promise<void> {
  await body[Symbol.asyncIterator]().return?.(undefined);
}

function translated({ api }: Desk, error: unknown): unknown {
  if (!(error instanceof NoReply)) return error;
  if (error.how === "unfit") return api.trouble("unexpected-answer");
  return api.trouble(error.how === "timeout" ? "timeout" : "unreachable");
}
