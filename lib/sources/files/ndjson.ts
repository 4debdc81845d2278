/** Logs of one JSON object a line (ndjson): nginx with `escape=json`, Caddy, an application's own. */
import { isInstant, microseconds } from "../../gdpr/instant";
import { shortenedAddresses } from "./ip-address";
import { editedJson, type Edit } from "./json-text";
import { readable, withoutQuery, type Fields, type Format } from "./line";

/** Reads lines with these fields. A line without a time that can be read is none. */
export function ndjson(fields: Fields): Format {
  const link = new Map<string, Edit>(fields.account === undefined ? [] : [[fields.account, without]]);
  const all = new Map<string, Edit>([
    ...fields.urls.map((field): [string, Edit] => [field, cut]),
    ...fields.addresses.map((field): [string, Edit] => [field, short]),
    ...fields.drop.map((field): [string, Edit] => [field, without]),
    ...link,
  ]);
  return (text) => {
    const parsed = objectOf(text);
    const at = parsed && instantOf(within(parsed, fields.at));
    if (at === null || parsed === null) return null;
    const account = fields.account === undefined ? null : within(parsed, fields.account);
    return {
      at,
      account: accountOf(account),
      values: () => JSON.parse(readable(text)) as Record<string, unknown>,
      shortened: () => editedJson(text, all),
      unlinked: () => editedJson(text, link),
    };
  };
}

const accountOf = (value: unknown): string | null => {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && !nobody(value) ? readable(value) : null;
};

const nobody = (value: unknown): boolean => value === null || value === "" || value === "-";

const without: Edit = (value) => (nobody(value) ? undefined : null);

const cut: Edit = (value) => {
  if (value === null) return undefined;
  if (typeof value !== "string") return null;
  return withoutQuery(value) === value ? undefined : JSON.stringify(withoutQuery(value));
};

const short: Edit = (value) => {
  if (nobody(value)) return undefined;
  const shortened = typeof value === "string" ? shortenedAddresses(value) : null;
  return shortened === value ? undefined : shortened === null ? null : JSON.stringify(shortened);
};

function objectOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function within(object: Record<string, unknown>, path: string): unknown {
  let value: unknown = object;
  for (const name of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

/** ISO 8601 with a zone, or seconds or milliseconds since 1970. */
function instantOf(value: unknown): number | null {
  if (typeof value === "number") {
    if (!(value > 0) || value >= 1e14) return null;
    return Math.round(value < 1e11 ? value * 1e6 : value * 1e3);
  }
  if (typeof value !== "string") return null;
  // Digits beyond the microsecond say nothing; some write the zone without its colon.
  const text = value.replace(/(\.\d{6})\d+/, "$1").replace(/([+-]\d\d)(\d\d)$/, "$1:$2");
  return isInstant(text) ? Number(microseconds(text)) : null;
}
