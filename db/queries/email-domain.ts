import { type SQL, sql } from "drizzle-orm";

/** A domain, or that of an address, and all above it: `suffix (domain)`, for use after `with recursive`. */
export const suffixesOf = (of: SQL | string) => sql`
  suffix (domain) as (
    select substr(${of}, instr(${of}, '@') + 1)
    union select substr(domain, instr(domain, '.') + 1) from suffix where instr(domain, '.') > 0)`;
