import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { listOf } from "#db/list.ts";
import type { AccountId, OrganizationId, PersonId } from "#src/domain/ids.ts";
import { type Action, holdersOf, type Holding } from "#src/domain/policy.ts";
import { seatCounts } from "./administrator.ts";
import { upwardOf } from "./organization.ts";

/** Where rights are held: in an organization and all below it, or in a Smart Account. */
export type Realm =
  { readonly organizationId: SQL | OrganizationId } | { readonly accountId: SQL | AccountId };

/**
 * True when a person may do something there, at the instant of the statement: the table of rights (`policy.ts`) as a
 * condition of the very write.
 */
export function may(personId: SQL | PersonId, action: Action, realm: Realm): SQL {
  const holders = holdersOf(action);
  const roles = listOf(holders.filter((holder) => holder !== "delegated-administrator"));
  const enabled = sql`join person holder on holder.id = g.person_id and holder.disabled_at is null`;
  if ("accountId" in realm)
    return sql`exists (select 1 from role g ${enabled} where g.account_id = ${realm.accountId}
      and g.person_id = ${personId} and g.role in ${roles} and g.ended_at is null)`;
  const seat = sql`select 1 from upward cross join seat s on s.organization_id = upward.id
    where s.person_id = ${personId} and ${seatCounts}`;
  const role = sql`select 1 from upward cross join role g on g.organization_id = upward.id ${enabled}
    where g.person_id = ${personId} and g.role in ${roles} and g.ended_at is null`;
  const held = holders.includes("delegated-administrator") ? sql`${seat} union all ${role}` : role;
  return sql`exists (with recursive ${upwardOf(realm.organizationId)} ${held})`;
}

/** Something that a person holds; `nominee`: a seat that does not count yet. */
export interface Held {
  readonly holds: Holding | "nominee";
}

/** Selects what a person holds there. */
export const holdings = (personId: SQL, realm: Realm): SQL =>
  "accountId" in realm
    ? sql`select distinct role as holds from role
          where account_id = ${realm.accountId} and person_id = ${personId} and ended_at is null`
    : sql`with recursive ${upwardOf(realm.organizationId)}
          select case when ${seatCounts} then 'delegated-administrator' else 'nominee' end as holds
          from upward cross join seat s on s.organization_id = upward.id
          where s.person_id = ${personId} and s.ended_at is null
          union select g.role from upward cross join role g on g.organization_id = upward.id
          where g.person_id = ${personId} and g.ended_at is null`;

/** What a person holds there. */
export const holdingsIn = (personId: SQL, realm: Realm) => build.all<Held>(holdings(personId, realm));
