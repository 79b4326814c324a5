import { getDomain } from "tldts";
import { isErased } from "./erased.ts";
import { personalDomains } from "./personal-domains.ts";
import { tenantHosts } from "./tenant-hosts.ts";
import { normalized } from "./text.ts";

/** Of a host name, in characters (RFC 1035). */
const longestHost = 253;

let personal: ReadonlySet<string> | undefined;

/**
 * An e-mail address as it is compared and kept: trimmed, lower case, its domain in ASCII; null when it is none. A domain is
 * one that somebody can register, or below it: neither a number of the net nor a public suffix such as `co.uk`, nor what
 * stands in place of an address that was erased.
 */
export function normalizeEmail(typed: string): string | null {
  const match = /^(?!\.|.*\.[.@])([^\s\p{C}@"(),:;<>[\\\]]{1,64})@([^\s\p{C}@/?#:]{1,253})$/u.exec(
    normalized(typed, "NFKC").trim(),
  );
  if (!match) return null;
  const domain = asciiDomain(match[2]!);
  const email = `${match[1]!.toLowerCase()}@${domain ?? ""}`;
  return domain && getDomain(domain) && !isErased(email) ? email : null;
}

/** A host name in lower-case ASCII (international names as punycode, no trailing dot); null when it is none. */
export function asciiDomain(typed: string): string | null {
  const host = typed.trim().replace(/\.$/u, "");
  if (host.length > longestHost) return null;
  try {
    const { hostname } = new URL(`https://${host}`);
    return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/u.test(hostname) && !hostname.includes("..") ? hostname : null;
  } catch {
    return null;
  }
}

/** Providers who put into one mailbox whatever is written with these signs or without them, at each of their domains. */
export const writtenAlike = [
  { domains: ["gmail.com", "googlemail.com"], ignored: ["."] },
  { domains: ["proton.me", "protonmail.com", "pm.me"], ignored: [".", "-", "_"] },
] as const;

const alike = new Map<string, (typeof writtenAlike)[number]>(
  writtenAlike.flatMap((one) => one.domains.map((domain) => [domain, one] as const)),
);

/** The mailbox behind an address, for counting: neither what stands behind a plus sign makes another one, nor what its provider ignores. */
export function mailboxOf(email: string): string {
  const at = email.indexOf("@");
  const plus = email.indexOf("+", 1);
  if (at < 0) return email;
  const local = email.slice(0, plus > 0 && plus < at ? plus : at);
  const provider = alike.get(email.slice(at + 1));
  if (!provider) return local + email.slice(at);
  return `${provider.ignored.reduce<string>((name, sign) => name.replaceAll(sign, ""), local)}@${provider.domains[0]}`;
}

export const domainOf = (email: string) => email.slice(email.lastIndexOf("@") + 1);

const hosts: ReadonlySet<string> = new Set(tenantHosts);

/** True when the domain is the known one or below it; what is rented of a host is not below that. */
export const isWithin = (domain: string, known: string) =>
  domain === known || (domain.endsWith(`.${known}`) && !hosts.has(known));

/** True for an address of a provider of personal, disposable or forwarding addresses (README.md 2.3). */
export function isPersonalEmail(email: string): boolean {
  const known = (personal ??= new Set(personalDomains.split(" ")));
  const domain = domainOf(email);
  if (domain.length > longestHost) return false;
  const labels = domain.split(".");
  return labels.some((_, start) => known.has(labels.slice(start).join(".")));
}

/** The address for eyes that may not have it whole: `m••••@acme.be`. */
export const masked = (email: string) => `${[...email][0]}••••@${domainOf(email)}`;
