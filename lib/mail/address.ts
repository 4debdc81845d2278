/**
 * A strict grammar for addresses that are written to or signed in with. Mail libraries read comments, quotes and lists
 * into an address, and an attacker's mailbox out of it; what is not plainly one mailbox is refused.
 */
import { domainToASCII } from "node:url";

const longest = 254;
// Of RFC 5322's atext without % ! | and the backtick, which old servers route by.
const localPart = /^[A-Za-z0-9#$&'*+/=?^_{}~-]+(?:\.[A-Za-z0-9#$&'*+/=?^_{}~-]+)*$/;
const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const domainName = new RegExp(`^(?:${label}\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$`);

/**
 * The one mailbox that the text names, or null. Space around it is dropped, the domain written in lower case and ASCII
 * (RFC 5890); the part before the @ is kept as it is. At most 254 characters.
 */
export function parseAddress(text: string): string | null {
  const trimmed = text.trim();
  const at = trimmed.indexOf("@");
  if (at < 1 || trimmed.length > longest || at !== trimmed.lastIndexOf("@")) return null;
  const local = trimmed.slice(0, at);
  if (local.length > 64 || !localPart.test(local)) return null;
  const domain = asciiDomain(trimmed.slice(at + 1));
  if (!domainName.test(domain) || local.length + 1 + domain.length > longest) return null;
  return `${local}@${domain}`;
}

function asciiDomain(domain: string): string {
  // Only letters, digits, dot and hyphen of any script: what the URL parser would decode or cut off never reaches it.
  return /^[\p{L}\p{M}\p{N}.-]+$/u.test(domain) ? domainToASCII(domain) : "";
}
