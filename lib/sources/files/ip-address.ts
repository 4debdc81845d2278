/**
 * Shortening IP addresses so that they single nobody out, by the rule that the database source keeps in SQL: IPv4 keeps
 * 24 bits, IPv6 keeps 48. Where an IPv6 address carries an IPv4 one in its first or last bits (mapped, RFC 4291; 6to4,
 * RFC 3056), that one loses its 8 bits too.
 */
import { isIPv4, isIPv6 } from "node:net";

/**
 * The addresses of a field, shortened: one, or several with commas (`X-Forwarded-For`), each perhaps with a port, which
 * goes. Null when nothing in it is an address: a host name leads to somebody as well.
 */
export function shortenedAddresses(field: string): string | null {
  const short = field.split(",").flatMap((one) => shortened(bare(one.trim())) ?? []);
  return short.length > 0 ? short.join(", ") : null;
}

function bare(text: string): string {
  const [, inBrackets] = /^\[([^\]]*)\](?::\d+)?$/.exec(text) ?? [];
  if (inBrackets !== undefined) return inBrackets;
  return /^[\d.]+:\d+$/.test(text) ? text.slice(0, text.indexOf(":")) : text;
}

function shortened(address: string): string | null {
  if (isIPv4(address)) return address.replace(/\d+$/, "0");
  const [plain = ""] = address.split("%", 1);
  if (!isIPv6(plain)) return null;
  const groups = groupsOf(plain);
  const zeros = groups.slice(0, 5).every((group) => group === 0);
  if (zeros && groups[5] === 0xffff) return `::ffff:${dotted(groups[6] ?? 0, (groups[7] ?? 0) & 0xff00)}`;
  const [first = 0, second = 0, third = 0] = groups;
  const kept = [first, second, first === 0x2002 ? third & 0xff00 : third];
  while (kept.length > 0 && kept.at(-1) === 0) kept.pop();
  return `${kept.map((group) => group.toString(16)).join(":")}::`;
}

/** The eight groups of an address that is valid. */
function groupsOf(address: string): number[] {
  const [, head = "", four] = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address) ?? [];
  const text = four === undefined ? address : head + inHex(four);
  const [before = "", after] = text.split("::");
  const numbers = (part: string) => part.split(":").flatMap((group) => (group === "" ? [] : parseInt(group, 16)));
  const [left, right] = [numbers(before), numbers(after ?? "")];
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}

function inHex(four: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = four.split(".").map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

const dotted = (high: number, low: number): string => [high >> 8, high & 255, low >> 8, low & 255].join(".");
