import type { FoundOrganization, Search } from "#db/queries/organization-search.ts";
import { asciiDomain, domainOf } from "#src/domain/email.ts";
import { limits } from "#src/domain/limits.ts";
import { normalizeNumber, oneLine } from "#src/domain/text.ts";

const { longestOrganization, organizations: most } = limits.search;

/** What an agent typed to find an organization: the beginning of a name, a domain or an address of it, a contract. */
export function searchFor(typed: string): Search {
  const text = oneLine(typed).slice(0, longestOrganization);
  const domain = text.includes(".") ? asciiDomain(domainOf(text)) : null;
  return { name: text, domain: domain ?? "", number: normalizeNumber(text) };
}

export const isSearched = ({ name }: Search) => name !== "";

/** What was found, and whether there is more. */
export const found = (organizations: readonly FoundOrganization[]) => ({
  organizations: organizations.slice(0, most),
  more: organizations.length > most,
});
