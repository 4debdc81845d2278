/**
 * The combined log format of Apache (mod_log_config) and nginx:
 * `address ident user [10/Oct/2026:13:55:36 +0200] "GET /path HTTP/1.1" 200 2326 "referrer" "browser"`.
 *
 * Apache's manual warns of the user in a line with status 401: anybody can have typed it. Such a line is nobody's.
 */
import { shortenedAddresses } from "./ip-address";
import { readable, withoutQuery, type Fields, type Format } from "./line";

type Parts = Record<
  "address" | "ident" | "user" | "at" | "request" | "status" | "bytes" | "referrer" | "browser",
  string
>;

const form =
  /^(\S+) (\S+) (.+?) \[(\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})\] "((?:[^"\\]|\\.)*)" (\d{3}) (\d+|-) "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)"(?: .*)?$/;

/** Reads lines in the combined format. What some servers write behind it goes when the line is shortened. */
export function combined(fields: Fields): Format {
  return (text) => {
    const parts = partsOf(text);
    const at = parts && instantOf(parts.at);
    if (!parts || at === null) return null;
    const { address, user, status, bytes, referrer, browser, request } = parts;
    const line = (parts: Parts) =>
      `${parts.address} ${parts.ident} ${parts.user} [${parts.at}] "${parts.request}" ${status} ${bytes} "${parts.referrer}" "${parts.browser}"`;
    const keep = (field: string, value: string) => (fields.drop.includes(field) ? "-" : value);
    const shown = (url: string, field: string) => (fields.urls.includes(field) ? withoutQuery(url) : url);
    return {
      at,
      account: user === "-" || user === '""' || status === "401" ? null : readable(user),
      values: () => ({
        address,
        user: readable(user),
        at: iso(at),
        ...requestOf(request),
        status,
        bytes,
        ...sent(parts),
      }),
      shortened: () =>
        line({
          ...parts,
          address: shortenedAddresses(address) ?? "-",
          ident: "-",
          user: "-",
          request: fields.urls.includes("path") ? requestWithoutQuery(request) : request,
          referrer: keep("referrer", shown(referrer, "referrer")),
          browser: keep("browser", browser),
        }),
      unlinked: () => line({ ...parts, ident: "-", user: "-" }),
    };
  };
}

function partsOf(text: string): Parts | null {
  const found = form.exec(text);
  if (!found) return null;
  const [, address = "", ident = "", user = "", at = "", request = "", status = "", bytes = "", ...rest] = found;
  const [referrer = "", browser = ""] = rest;
  return { address, ident, user, at, request, status, bytes, referrer, browser };
}

const iso = (at: number): string => new Date(at / 1000).toISOString();

function requestOf(request: string): Record<string, string> {
  const [, method, path, protocol] = /^(\S+) (.*) (\S+)$/.exec(request) ?? [];
  return path === undefined || method === undefined || protocol === undefined
    ? { path: readable(request) }
    : { method, path: readable(path), protocol };
}

const sent = ({ referrer, browser }: Parts) => ({ referrer: readable(referrer), browser: readable(browser) });

/** Of what is no request in HTTP nothing is kept: nobody knows what stands in it. */
function requestWithoutQuery(request: string): string {
  const [, method, path, protocol] = /^([A-Z]+) (\S.*?)( HTTP\/[\d.]+)?$/.exec(request) ?? [];
  return path === undefined ? "-" : `${method} ${withoutQuery(path) || "-"}${protocol ?? ""}`;
}

const months = "JanFebMarAprMayJunJulAugSepOctNovDec";

function instantOf(text: string): number | null {
  const [, day, name = "", year, time, zone] = /^(\d\d)\/(\w{3})\/(\d{4}):(\S+) ([+-]\d{4})$/.exec(text) ?? [];
  const month = months.indexOf(name) / 3 + 1;
  if (zone === undefined || !Number.isInteger(month) || month < 1) return null;
  const at = Date.parse(`${year}-${String(month).padStart(2, "0")}-${day}T${time}${zone.slice(0, 3)}:${zone.slice(3)}`);
  return Number.isNaN(at) ? null : at * 1000;
}
