/** RFC 8058, 3.1: what the body of a one-click press says, and nothing else counts as one. */

/** More bytes than any program needs to say it, with the boundaries of a form. */
const longest = 4_096;

/** Whether the body is the one pair `List-Unsubscribe=One-Click`, as a form of either kind. */
export async function isOneClick(request: Request): Promise<boolean> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type)) return false;
  const bytes = await upTo(request.body, longest);
  if (bytes === null) return false;
  const form = await new Response(bytes, { headers: { "Content-Type": type } }).formData().catch(() => null);
  return form?.getAll("List-Unsubscribe").join() === "One-Click";
}

/** All of a body; null when it is longer than that, of which no more is read. */
async function upTo(body: ReadableStream<Uint8Array> | null, most: number): Promise<Buffer<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
