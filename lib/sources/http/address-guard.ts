/**
 * Where a call may go: resolved once, looked at, and pinned, so that a name cannot answer with another address between
 * the look and the connection (DNS rebinding). Special ranges: RFC 6890, RFC 4193, RFC 4291, RFC 6052.
 */
import { lookup as resolve, type LookupAddress, type LookupOptions } from "node:dns";
import { BlockList, isIP } from "node:net";

/** The address is of a range that only the own network or nobody has. */
export class PrivateAddress extends Error {
  readonly code = "PRIVATE_ADDRESS";
  constructor() {
    super("the host has a private address, and the policy does not say that it may");
  }
}

const closed = new BlockList();
const closedV4: [string, number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
];
for (const [net, bits] of closedV4) closed.addSubnet(net, bits, "ipv4");
/** Of IPv6 only global unicast is open, without what carries another address inside and what is for documents. */
const open = new BlockList();
open.addSubnet("2000::", 3, "ipv6");
const closedV6 = new BlockList();
for (const [net, bits] of [["2001::", 23], ["2001:db8::", 32], ["2002::", 16], ["3fff::", 20]] as [string, number][])
  closedV6.addSubnet(net, bits, "ipv6"); // prettier-ignore

const ownMachine = new BlockList();
ownMachine.addSubnet("127.0.0.0", 8, "ipv4");
ownMachine.addAddress("::1", "ipv6");

/** Whether an IP address lies outside the public network; what is no IP address does. */
export function isPrivate(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  switch (isIP(bare)) {
    case 4:
      return closed.check(bare, "ipv4");
    case 6:
      return !open.check(bare, "ipv6") || closedV6.check(bare, "ipv6");
    default:
      return true;
  }
}

type Found = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/** Asks for all addresses of a name, as `dns.lookup` does. */
export type Resolver = (
  host: string,
  options: LookupOptions & { all: true },
  found: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** A `lookup` for sockets that gives only addresses that `isAllowed`. One other address refuses the name. */
export const guarded =
  (isAllowed: (address: string) => boolean, resolver: Resolver = resolve) =>
  (host: string, options: LookupOptions, found: Found): void => {
    resolver(host, { ...options, all: true }, (error, addresses) => {
      if (error) return found(error, []);
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => isAllowed(address))) return found(new PrivateAddress(), []);
      return options.all ? found(null, addresses) : found(null, first.address, first.family);
    });
  };

export const isPublic = (address: string): boolean => !isPrivate(address);

/** A `lookup` for sockets that gives only addresses that were looked at. One private address refuses the name. */
export const guardedLookup = guarded(isPublic);

/** Whether an IP address is of this machine: 127.0.0.0/8, ::1. */
export function isLoopback(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && ownMachine.check(address, family === 4 ? "ipv4" : "ipv6");
}

/** Throws when the host of an address is written as a number of the own network: no name is resolved for it. */
export function refuseLiteral({ hostname }: URL): void {
  const bare = hostname.replace(/^\[|\]$/g, "");
  if (isIP(bare) !== 0 && isPrivate(bare)) throw new PrivateAddress();
}
