/** Sends forms as browsers do, byte for byte, and reads what the portal answers: with a script and without. */
import type { BuiltAction } from "./authorisation";
import { builtActions } from "./authorisation";

const { PORTAL_URL = "http://localhost:3000" } = process.env;

export type Fields = readonly (readonly [name: string, value: string | Buffer])[];
export type Answered = {
  status: number;
  /** What the form says and holds; null where the portal leads elsewhere or says that there is no such thing. */
  state: {
    problems: { field: string | null; sentence: Record<string, string> }[];
    values: Record<string, string[]>;
  } | null;
  to: string | null;
  body: string;
};

/** Who sends: their cookies, and the address that a proxy in front of the portal would name. */
export type Sender = { cookie: string; from?: string };

export function builtAction(line: string): BuiltAction {
  const action = builtActions().find((one) => one.line === line);
  if (!action) throw new Error(`no action ${line}`);
  return action;
}

/** As the script of the page sends it: the action's id in the head, the state and the form in the body. */
export async function postByScript(
  line: string,
  path: string,
  fields: Fields,
  { cookie, from }: Sender,
): Promise<Answered> {
  const body = multipart([
    ...fields.map(([name, value]) => [`_1_${name}`, value] as const),
    ["0", '[{"problems":[],"values":{}},"$K1"]'],
  ]);
  const response = await fetch(PORTAL_URL + path, {
    method: "POST",
    redirect: "manual",
    headers: {
      ...body.headers,
      ...head({ cookie, from }),
      "Next-Action": builtAction(line).hash,
      Accept: "text/x-component",
    },
    body: new Uint8Array(body.bytes),
  });
  const answer = Buffer.from(await response.arrayBuffer());
  const isFlight = response.headers.get("content-type")?.startsWith("text/x-component") ?? false;
  const to = response.headers.get("x-action-redirect")?.split(";", 1)[0] ?? null;
  return {
    status: response.status,
    state: isFlight && to === null ? stateIn(answer) : null,
    to,
    body: answer.toString(),
  };
}

/** As a browser without a script sends a form that it was shown: all that stood in it unseen goes along. */
export async function postPlain(
  path: string,
  fields: Fields,
  { cookie, from }: Sender,
): Promise<{ status: number; body: string }> {
  const { headers, bytes } = multipart(fields);
  const response = await fetch(PORTAL_URL + path, {
    method: "POST",
    redirect: "manual",
    headers: { ...headers, ...head({ cookie, from }) },
    body: new Uint8Array(bytes),
  });
  return { status: response.status, body: await response.text() };
}

const head = ({ cookie, from }: Sender): Record<string, string> => ({
  Origin: PORTAL_URL,
  "Accept-Language": "en",
  ...(cookie ? { Cookie: cookie } : {}),
  ...(from ? { "X-Forwarded-For": from } : {}),
});

function multipart(fields: Fields): { headers: Record<string, string>; bytes: Buffer } {
  const boundary = "----hostile-4f2c9e";
  const parts = fields.flatMap(([name, value]) => [
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`,
    value,
    "\r\n",
  ]);
  const bytes = Buffer.concat(
    [...parts, `--${boundary}--\r\n`].map((part) => (typeof part === "string" ? Buffer.from(part) : part)),
  );
  return { headers: { "Content-Type": `multipart/form-data; boundary=${boundary}` }, bytes };
}

/** The row with the form's state in what React sends: `id:JSON`, and `id:Tlength,text` for long texts. */
function stateIn(answer: Buffer): Answered["state"] {
  const rows = new Map<string, unknown>();
  for (let at = 0; at < answer.length;) {
    const colon = answer.indexOf(":", at);
    if (colon < 0) break;
    const id = answer.toString("latin1", at, colon);
    if (answer[colon + 1] === 0x54) {
      const comma = answer.indexOf(",", colon);
      const end = comma + 1 + Number.parseInt(answer.toString("latin1", colon + 2, comma), 16);
      rows.set(id, answer.toString("utf8", comma + 1, end));
      at = end;
    } else {
      const newline = answer.indexOf("\n", colon);
      const end = newline < 0 ? answer.length : newline;
      const text = answer.toString("utf8", colon + 1, end);
      if (text.startsWith('{"problems":')) rows.set("state", JSON.parse(text));
      at = end + 1;
    }
  }
  const state = rows.get("state");
  return state === undefined ? null : (resolved(state, rows) as Answered["state"]);
}

function resolved(value: unknown, rows: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === "string") {
    if (value.startsWith("$$")) return value.slice(1);
    if (/^\$[0-9a-f]+$/.test(value)) return rows.get(value.slice(1));
    return value;
  }
  if (Array.isArray(value)) return value.map((one) => resolved(one, rows));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, resolved(one, rows)]));
}

/** The form of a page that holds a field of this name: all that stands in it unseen. */
export function unseenIn(page: string, field: string): [string, string][] {
  const form = (page.match(/<form\b[\s\S]*?<\/form>/g) ?? []).find((one) => one.includes(` name="${field}"`));
  if (!form) throw new Error(`no form asks for ${field}`);
  const inputs = form.match(/<input type="hidden"[^>]*>/g) ?? [];
  return inputs.map((tag) => [attribute(tag, "name") ?? "", attribute(tag, "value") ?? ""]);
}

/** What a browser would show in the field of this name. */
export function shownIn(page: string, field: string): string | null {
  const area = new RegExp(`<textarea\\b[^>]* name="${field}"[^>]*>([\\s\\S]*?)</textarea>`).exec(page)?.[1];
  // The first line feed of a text area is markup.
  if (area !== undefined) return plain(area.replace(/^\n/, ""));
  const input = new RegExp(`<input\\b[^>]* name="${field}"[^>]*>`).exec(page)?.[0];
  return input === undefined ? null : (attribute(input, "value") ?? "");
}

const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : plain(found);
};

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'" };
const plain = (escaped: string): string =>
  escaped.replace(/&(amp|lt|gt|quot|#x27);/g, (_, name: string) => entities[name] ?? "");
