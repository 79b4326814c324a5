import { expandIPv6 } from "hono/utils/ipaddr";
import type { Settings } from "#functions/context/env.ts";

const loopback = /^(127\.|::1$|::ffff:127\.)/u;
const mapped = /^::ffff:(?=\d+\.)/u;

/** The four groups of a /64, written out. */
const half = "ffff:ffff:ffff:ffff".length;

/** Of an IPv6 address with an IPv4 one at its end. */
const longest = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".length;

/** Whoever cannot be told apart: all of them together. */
export const everybody = "everybody";

/**
 * The network that a request comes from, for counting: an IPv4 address or an IPv6 /64. It stands in the header that the
 * settings name, of several addresses in the last one, which the proxy has added; anything else that a request says of
 * itself is not believed. On this machine nobody is counted without it; elsewhere those are one network.
 */
export function networkOf(
  headers: Pick<Headers, "get">,
  { local, clientHeader }: Pick<Settings, "local" | "clientHeader">,
): string | null {
  const address = addressIn((clientHeader && headers.get(clientHeader)) || "");
  const isKnown =
    address.length <= longest && /^[\d.]+$|^[\da-f.]*:[\da-f:.]*$/u.test(address) && !loopback.test(address);
  if (!isKnown) return local ? null : everybody;
  const plain = address.replace(mapped, "");
  return plain.includes(":") ? `${expandIPv6(plain).slice(0, half)}::/64` : plain;
}

/** The last address, without what some proxies write around it: brackets, a port, a zone. */
function addressIn(header: string): string {
  const last = header.split(",").at(-1)!.trim().toLowerCase();
  const [, bracketed, numbered] = /^\[([^\]]*)\](?::\d+)?$|^([\d.]+):\d+$/u.exec(last) ?? [];
  return (bracketed ?? numbered ?? last).split("%")[0]!;
}
