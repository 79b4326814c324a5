import { type SQL, sql } from "drizzle-orm";

/** What stands behind the @ of an address; of a domain, itself. For use inside another statement. */
export const domainIn = (email: SQL | string) => sql`substr(${email}, instr(${email}, '@') + 1)`;

/** A domain, or that of an address, and all above it: `suffix (domain)`, for use after `with recursive`. */
export const suffixesOf = (of: SQL | string) => sql`
  suffix (domain) as (
    select ${domainIn(of)}
    union select substr(domain, instr(domain, '.') + 1) from suffix where instr(domain, '.') > 0)`;
