import providers from "email-providers/all.json" with { type: "json" };

/** Personal-mail providers of our customers' countries that the maintained list does not have. */
const alsoPersonal = ["ziggo.nl", "casema.nl", "upcmail.nl", "belgacom.net", "edpnet.be"];

/** On the list, but nobody has a mailbox of their own there: names kept for examples (RFC 2606) and tests. */
const notPersonal = ["example.com", "test.com"];

const personal = new Set<string>([...providers, ...alsoPersonal]);
for (const domain of notPersonal) personal.delete(domain);

/** An e-mail address as it is compared and kept: trimmed, lower case, its domain in ASCII; null when it is none. */
export function normalizeEmail(typed: string): string | null {
  const match = /^([^\s\p{C}@"(),:;<>[\\\]]{1,64})@([^\s\p{C}@/?#:]{1,253})$/u.exec(
    typed.normalize("NFKC").trim(),
  );
  if (!match) return null;
  const domain = asciiDomain(match[2]!);
  return domain?.includes(".") ? `${match[1]!.toLowerCase()}@${domain}` : null;
}

/** A host name in lower-case ASCII (international names as punycode, no trailing dot); null when it is none. */
export function asciiDomain(typed: string): string | null {
  try {
    const { hostname } = new URL(`https://${typed.trim().replace(/\.$/u, "")}`);
    return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/u.test(hostname) && !hostname.includes("..") ? hostname : null;
  } catch {
    return null;
  }
}

export const domainOf = (email: string) => email.slice(email.lastIndexOf("@") + 1);

/** True when the domain is the known one or below it. */
export const isWithin = (domain: string, known: string) => domain === known || domain.endsWith(`.${known}`);

/** True for an address of a personal-mail provider (README.md 2.3). */
export function isPersonalEmail(email: string): boolean {
  const labels = domainOf(email).split(".");
  return labels.some((_, start) => personal.has(labels.slice(start).join(".")));
}

/** The address for eyes that may not have it whole: `m••••@acme.be`. */
export const masked = (email: string) => `${[...email][0]}••••@${domainOf(email)}`;
