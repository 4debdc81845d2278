/** How another process steers the vendors in tests: `/_control/…`, there only where faults are allowed. */
import type { IncomingMessage, ServerResponse } from "node:http";
import * as z from "zod";
import type { Delivered } from "./imap/store";
import type { Vendors } from "./server";

const on = z.string().optional();
const headers = z.record(z.string(), z.string()).optional();
const fault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("answer"), status: z.number().int(), headers, body: z.unknown().optional(), on }),
  z.strictObject({ kind: z.literal(["lost-answer", "reset", "hang", "drip", "truncated"]), on }),
  z.strictObject({ kind: z.literal("gzip-bomb"), mebibytes: z.number().int().positive(), on }),
]);
const faults = z.union([fault.transform((one) => [one]), z.array(fault)]);
const advance = z.strictObject({ milliseconds: z.number() });
const party = z.strictObject({ name: z.string().optional(), email: z.email() });
const message = z.strictObject({
  folder: z.string(),
  from: party,
  to: z.array(party),
  subject: z.string(),
  text: z.string(),
  html: z.literal(true).optional(),
  /** Bytes in base64. */
  attachments: z
    .array(
      z.strictObject({
        name: z.string(),
        mediaType: z.string(),
        bytes: z.base64().transform((text) => Buffer.from(text, "base64")),
      }),
    )
    .optional(),
});
const ending = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("answer"), status: z.number().int() }),
  z.strictObject({ kind: z.literal(["lost-answer", "hang", "cut"]) }),
]);
const clock = z.strictObject({ at: z.iso.datetime().nullable() });

/**
 * `POST /_control/<vendor>/fault` takes one fault or a list, `GET …/log` and `GET …/state` show, `POST /_control/deliver` puts a message into the mailbox, `POST /_control/shut-mailbox` keeps everybody out of it,
 * `POST /_control/invite` takes how the next requests of the company that takes data over end, and gives an address and a code; `POST /_control/clear`
 * forgets logs and faults, `POST /_control/advance {milliseconds}` and `POST /_control/clock {at}` move the clock.
 */
export async function control(
  vendors: Vendors,
  names: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  try {
    const [, , first = "", second = ""] = (request.url ?? "").split("?")[0]?.split("/") ?? [];
    const asked = `${request.method} ${names.includes(first) ? `<vendor>/${second}` : first}`;
    const shown = steer(vendors, asked, first, text === "" ? undefined : (JSON.parse(text) as unknown));
    if (shown === undefined) response.writeHead(204).end();
    else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(shown));
  } catch (error) {
    response.writeHead(400, { "content-type": "text/plain; charset=utf-8" });
    response.end(error instanceof Error ? error.message : String(error));
  }
}

function steer(vendors: Vendors, asked: string, name: string, body: unknown): unknown {
  switch (asked) {
    case "POST <vendor>/fault":
      return vendors.fault(name, ...faults.parse(body));
    case "GET <vendor>/log":
      return vendors.log(name);
    case "GET <vendor>/state":
      return vendors.state(name);
    case "POST deliver":
      return vendors.deliver(message.parse(body) as Omit<Delivered, "at">);
    case "POST shut-mailbox":
      return vendors.shutMailbox();
    case "POST invite":
      return vendors.invite(...z.array(ending).parse(body ?? []));
    case "POST clear":
      return vendors.clear();
    case "POST advance":
      return vendors.advance(advance.parse(body).milliseconds);
    case "POST clock": {
      const { at } = clock.parse(body);
      return vendors.setClock(at === null ? null : new Date(at));
    }
    default:
      throw new Error(`${asked} is nothing that can be steered`);
  }
}
