import { domainToUnicode } from "node:url";

/** A domain for reading: an international one in its own letters too, beside the ASCII that cannot deceive. */
export function readableDomain(domain: string): string {
  const unicode = domainToUnicode(domain);
  return unicode && unicode !== domain ? `${unicode} (${domain})` : domain;
}
