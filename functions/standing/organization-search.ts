import { type FoundOrganization, mostFound, type Search } from "#db/queries/organization-search.ts";
import { asciiDomain, domainOf } from "#src/domain/email.ts";
import { normalizeNumber, oneLine } from "#src/domain/text.ts";

const longest = 200;

/** What an agent typed to find an organization: the beginning of a name, a domain or an address of it, a contract. */
export function searchFor(typed: string): Search {
  const text = oneLine(typed).slice(0, longest);
  const domain = text.includes(".") ? asciiDomain(domainOf(text)) : null;
  return { name: text, domain: domain ?? "", number: normalizeNumber(text) };
}

export const isSearched = ({ name }: Search) => name !== "";

/** What was found, and whether there is more. */
export const found = (organizations: readonly FoundOrganization[]) => ({
  organizations: organizations.slice(0, mostFound),
  more: organizations.length > mostFound,
});
