/**
 * Where a person wants their data sent: an HTTPS address of a named server of the public network, and nothing else. What it
 * resolves to is looked at when the connection is made (`put.ts`); here no name is resolved, so nobody can ask for names.
 */
import { isIP } from "node:net";
import { domainToUnicode } from "node:url";
import { no, yes, type Result } from "../result";

export type Target = {
  /** As it is called, without a fragment. */
  url: URL;
  /** The server as a person reads it, with its port unless it is 443. */
  host: string;
  /** The same as machines write it, where that differs: letters that look alike are told apart by it. */
  ascii: string | null;
  /** It is on this machine, which only a demo allows. */
  loopback: boolean;
};

export type NoTarget = "no-address" | "not-https" | "with-password" | "number" | "port" | "own" | "too-long";

export type Reach = {
  ports: readonly number[];
  /** Hosts of the portal itself. */
  own: readonly string[];
  /** Hosts with their ports on this machine; empty outside a demo. */
  loopback: readonly string[];
};

const longest = 2_000;
/** Names that lead nowhere in public: RFC 6761, 6762, 8375, 9476, and what networks call their own. */
const special =
  /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|private|test|invalid|onion|alt|arpa|localdomain)$/;

/** Reads what was typed. Gives why it is no place to send anything to. */
export function readTarget(typed: string, { ports, own, loopback }: Reach): Result<NoTarget, Target> {
  const text = typed.trim();
  if (text.length > longest) return no("too-long");
  // A browser forgives these; two readers of one address must not see two hosts.
  if (/[\s\\\u0000-\u001f\u007f-\u00a0\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]/.test(text)) return no("no-address"); // prettier-ignore
  if (!/^https:\/\/[^/]/i.test(text))
    return no(/^(?!https:)[a-z][a-z0-9+.-]*:/i.test(text) ? "not-https" : "no-address");
  if (!URL.canParse(text)) return no("no-address");
  const url = new URL(text);
  url.hash = "";
  if (url.username !== "" || url.password !== "" || /^https:\/\/[^/?#]*@/i.test(text)) return no("with-password");
  if (loopback.includes(url.host)) return yes({ url, host: url.host, ascii: null, loopback: true });
  const { hostname } = url;
  if (isIP(hostname.replace(/^\[|\]$/g, "")) !== 0) return no("number");
  if (!isPublicName(hostname)) return no("no-address");
  if (own.includes(hostname)) return no("own");
  const port = url.port === "" ? 443 : Number(url.port);
  if (!ports.includes(port)) return no("port");
  const shown = domainToUnicode(hostname) || hostname;
  const host = port === 443 ? shown : `${shown}:${port}`;
  return yes({ url, host, ascii: shown === hostname ? null : url.host, loopback: false });
}

/** Several labels that each could be a name (RFC 1123), under no name that is only for one's own network; never with a dot at its end. */
function isPublicName(hostname: string): boolean {
  const labels = hostname.split(".");
  if (hostname.length > 253 || labels.length < 2 || special.test(hostname)) return false;
  return (
    labels.every((label) => /^[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?$/.test(label)) && !/^\d+$/.test(labels.at(-1) ?? "")
  );
}
