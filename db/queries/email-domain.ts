import { type SQL, sql } from "drizzle-orm";

/** The domain of an address and all above it: `suffix (domain)`, for use after `with recursive`. */
export const suffixesOf = (email: SQL) => sql`
  suffix (domain) as (
    select substr(${email}, instr(${email}, '@') + 1)
    union select substr(domain, instr(domain, '.') + 1) from suffix where instr(domain, '.') > 0)`;
