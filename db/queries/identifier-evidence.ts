import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { listOf } from "#db/list.ts";
import { type AccountState, holding } from "#src/domain/account.ts";

/** The identifier of an account and every domain above it. */
const above = (accountId: SQL) => sql`above (domain) as (
  select domain_identifier from smart_account where id = ${accountId}
  union select substr(domain, instr(domain, '.') + 1) from above where instr(domain, '.') > 0)`;

/** The organizations whose known domain an account's identifier is, or is below. */
export const organizationsOfIdentifier = (accountId: SQL) =>
  build.all<{ name: string; domain: string }>(sql`with recursive ${above(accountId)}
    select o.name, d.domain from above cross join organization_domain d on d.domain = above.domain
    join organization o on o.id = d.organization_id limit 10`);

/** Other accounts of the same people, and those that have the identifier or a domain above it. */
export const accountsNearby = (accountId: SQL) =>
  build.all<{
    domainIdentifier: string;
    name: string;
    state: AccountState;
  }>(sql`with recursive ${above(accountId)},
    nearby (id) as (
      select c.id from smart_account own cross join smart_account c on c.requester_id = own.requester_id
        where own.id = ${accountId} and c.state <> 'draft'
      union select c.id from smart_account own cross join smart_account c on c.authorizer_email = own.authorizer_email
        where own.id = ${accountId}
      union select c.id from above cross join smart_account c on c.domain_identifier = above.domain
        where c.state in ${listOf(holding)})
    select c.domain_identifier, c.name, c.state from nearby join smart_account c on c.id = nearby.id
    where c.id <> ${accountId} order by c.created_at desc limit 10`);
