import { BlockList, isIP } from "node:net";

/** Nobody's receiver: this host of this network, link-local (where clouds hand out credentials), multicast, reserved. */
const NEVER = new BlockList();
NEVER.addSubnet("0.0.0.0", 8, "ipv4");
NEVER.addSubnet("169.254.0.0", 16, "ipv4");
NEVER.addSubnet("224.0.0.0", 3, "ipv4");
NEVER.addAddress("::", "ipv6");
NEVER.addSubnet("fe80::", 10, "ipv6");
NEVER.addSubnet("ff00::", 8, "ipv6");

/** This machine. */
const HERE = new BlockList();
HERE.addSubnet("127.0.0.0", 8, "ipv4");
HERE.addAddress("::1", "ipv6");

/**
 * Whether messages may go to an address. A city's systems have private addresses, so those are allowed; this machine itself, where
 * what listens trusts its neighbours, is for administrators.
 *
 * @param address IPv4 or IPv6, mapped ones included. @param mayBeHere The webhook is an administrator's.
 */
export function isReceiverAllowed(address: string, mayBeHere: boolean): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  const family = isIP(plain) === 4 ? "ipv4" : "ipv6";
  return !NEVER.check(plain, family) && (mayBeHere || !HERE.check(plain, family));
}

/** The address that a URL names without a name server, or undefined. */
export function literalAddressOf(url: URL): string | undefined {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return isIP(host) === 0 ? undefined : host;
}
