import { getDomain } from "tldts";
import { asciiDomain, domainOf, isWithin } from "./email.ts";
import { limits } from "./limits.ts";
import { tenantHosts } from "./tenant-hosts.ts";
import { normalized } from "./text.ts";

const { longest } = limits.domainIdentifier;
const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/u;

type IdentifierProblem = "Required" | "Malformed" | "PublicSuffix";

/** The domain that somebody can register, or rent of a host: the last label before the public suffix or the host, with it; null above that. */
export function companyDomain(domain: string): string | null {
  const host = tenantHosts.find((one) => domain === one || domain.endsWith(`.${one}`));
  if (!host) return getDomain(domain, { allowPrivateDomains: true });
  const tenant = domain
    .slice(0, -host.length - 1)
    .split(".")
    .at(-1);
  return tenant ? `${tenant}.${host}` : host;
}

/** The company that an address is of, by its domain. */
export const companyOf = (email: string) => companyDomain(domainOf(email)) ?? domainOf(email);

/**
 * An account domain identifier as it is compared and kept: lower-case ASCII without a trailing dot. Refuses what is no
 * domain and what is nobody's: a public suffix such as `co.uk` (README.md 3; the list is asked, never the net).
 */
export function readIdentifier(typed: string): { identifier: string } | { problem: IdentifierProblem } {
  const text = normalized(typed, "NFKC").trim();
  if (!text) return { problem: "Required" };
  if (/[\s\p{C}@/?#:%\\]/u.test(text)) return { problem: "Malformed" };
  const identifier = asciiDomain(text);
  if (!identifier || identifier.length > longest || !identifier.split(".").every((one) => label.test(one)))
    return { problem: "Malformed" };
  if (/^[\d.]+$/u.test(identifier)) return { problem: "Malformed" };
  return companyDomain(identifier) ? { identifier } : { problem: "PublicSuffix" };
}

/** With what the identifier begins: the domain of the authorizer's address, where it is somebody's. */
export function defaultIdentifier(authorizerEmail: string): string {
  const read = readIdentifier(domainOf(authorizerEmail));
  return "identifier" in read ? read.identifier : "";
}

/** True when it is neither the authorizer's own domain nor below it (README.md 3.2). */
export const isForeign = (identifier: string, authorizerEmail: string) =>
  !isWithin(identifier, domainOf(authorizerEmail));

/**
 * Why an agent must approve an identifier first (README.md 3.2): it is not the authorizer's own, or people of several
 * customers have addresses there, as in the domain of an internet provider. `trees`: the tops of those customers' trees.
 */
export const reasonsToApprove = (identifier: string, authorizerEmail: string, trees: readonly unknown[]) => [
  ...(isForeign(identifier, authorizerEmail) ? (["foreignIdentifier"] as const) : []),
  ...(trees.length > 1 ? (["sharedIdentifier"] as const) : []),
];

export type IdentifierReason = ReturnType<typeof reasonsToApprove>[number];
