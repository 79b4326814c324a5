import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { listOf } from "#db/list.ts";
import { type AccountState, pending } from "#src/domain/account.ts";
import type { OrganizationId } from "#src/domain/ids.ts";
import { suffixesOf } from "./email-domain.ts";
import { upwardFrom } from "./organization.ts";

/** The identifier that a review is about: another one for an account in use, else that of its account. */
export const identifierOfReview = (reviewId: string) => sql`(
  select coalesce(v.wanted, c.domain_identifier) from review v left join smart_account c on c.id = v.subject_id
  where v.id = ${reviewId})`;

/** So many people's contracts are looked at: a provider's domain shows itself in fewer. */
const mostLookedAt = 200;

/**
 * The tops of the trees to whose contracts people with an address right in a domain, or in one above it, are associated: one
 * company's people are in one tree. Empty where the domain is known as an organization's own.
 */
export const strangersWithin = (domain: SQL | string) =>
  build.all<{ id: OrganizationId }>(sql`with recursive ${suffixesOf(domain)},
    held (number) as (
      select e.contract_number from suffix cross join entitlement e on e.domain = suffix.domain
      limit ${mostLookedAt}),
    ${upwardFrom(sql`select c.organization_id from held cross join contract c on c.number = held.number`)}
    select o.id from upward cross join organization o on o.id = upward.id
    where o.parent_id is null
      and not exists (select 1 from suffix join organization_domain d on d.domain = suffix.domain)
    limit 2`);

/** The organizations whose known domain an identifier is, or is below. */
export const organizationsOfIdentifier = (identifier: SQL) =>
  build.all<{ name: string; domain: string }>(sql`with recursive ${suffixesOf(identifier)}
    select o.name, d.domain from suffix cross join organization_domain d on d.domain = suffix.domain
    join organization o on o.id = d.organization_id limit 10`);

/** Other accounts of the same people, and those that have an identifier or a domain above it. */
export const accountsNearby = (accountId: SQL, identifier: SQL) =>
  build.all<{
    domainIdentifier: string;
    name: string;
    state: AccountState;
  }>(sql`with recursive ${suffixesOf(identifier)},
    nearby (id) as (
      select c.id from smart_account own cross join smart_account c on c.requester_id = own.requester_id
        where own.id = ${accountId} and c.state <> 'draft'
      union select c.id from smart_account own cross join smart_account c on c.authorizer_email = own.authorizer_email
        where own.id = ${accountId}
      union select c.id from suffix cross join smart_account c on c.domain_identifier = suffix.domain
        where c.state = 'active'
      union select c.id from suffix cross join smart_account c on c.domain_identifier = suffix.domain
        where c.state in ${listOf(pending)})
    select c.domain_identifier, c.name, c.state from nearby cross join smart_account c on c.id = nearby.id
    where c.id <> ${accountId} order by c.created_at desc limit 10`);
