import { expandIPv6 } from "hono/utils/ipaddr";

const loopback = /^(127\.|::1$|::ffff:127\.)/u;
const mapped = /^::ffff:(?=\d+\.)/u;

/** The four groups of a /64, written out. */
const half = "ffff:ffff:ffff:ffff".length;

/** The network that a request comes from, for counting: an IPv4 address or an IPv6 /64; null on loopback. */
export function networkOf(header: string | undefined): string | null {
  if (!header || loopback.test(header)) return null;
  const address = header.toLowerCase().replace(mapped, "");
  return address.includes(":") ? `${expandIPv6(address).slice(0, half)}::/64` : address;
}
