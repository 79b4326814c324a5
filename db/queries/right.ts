import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { listOf } from "#db/list.ts";
import type { AccountId, OrganizationId, PersonId } from "#src/domain/ids.ts";
import { type Action, holdersOf, type Holding } from "#src/domain/policy.ts";
import { seatCounts } from "./administrator.ts";
import { upwardOf } from "./organization.ts";

/** A Smart Account, or what of it is meant. */
export interface AccountRealm {
  readonly accountId: SQL | AccountId;
  /** Of what is listed: a condition on the virtual account that it is in; without it, all in the account. */
  readonly only?: (partId: SQL) => SQL;
}

/** Where rights are held: in an organization and all below it, or in a Smart Account. */
export type Realm = { readonly organizationId: SQL | OrganizationId } | AccountRealm;

/** The same of a right: in which virtual account it is to hold; null: in the whole; without it, wherever in the account. */
type RightRealm = Realm & { readonly partId?: SQL | string | null };

/**
 * True when a person may do something there, at the instant of the statement: the table of rights (`policy.ts`) as a
 * condition of the very write.
 */
export function may(personId: SQL | PersonId, action: Action, realm: RightRealm): SQL {
  const holders = holdersOf(action);
  const byRole = holders.filter((holder) => holder !== "delegated-administrator");
  const roles = listOf(byRole);
  const enabled = sql`join person holder on holder.id = g.person_id and holder.disabled_at is null`;
  if ("accountId" in realm)
    return sql`exists (select 1 from role mine join person holder on holder.id = mine.person_id
      and holder.disabled_at is null where mine.account_id = ${realm.accountId}
      and mine.person_id = ${personId} and mine.role in ${roles} and mine.ended_at is null ${
        realm.partId === undefined
          ? sql``
          : sql`and (mine.virtual_account_id is null or mine.virtual_account_id = ${realm.partId})`
      })`;
  const seat = sql`select 1 from upward cross join seat s on s.organization_id = upward.id
    where s.person_id = ${personId} and ${seatCounts}`;
  const role = sql`select 1 from upward cross join role g on g.organization_id = upward.id ${enabled}
    where g.person_id = ${personId} and g.role in ${roles} and g.ended_at is null`;
  const bySeat = holders.includes("delegated-administrator");
  const held = bySeat && byRole.length ? sql`${seat} union all ${role}` : bySeat ? seat : role;
  return sql`exists (with recursive ${upwardOf(realm.organizationId)} ${held})`;
}

/** True when a person may do something in each of some virtual accounts, or in the whole account where they are null. */
export const mayThroughout = (
  personId: PersonId,
  action: Action,
  accountId: AccountId,
  partIds: readonly string[] | null,
): SQL =>
  partIds === null
    ? may(personId, action, { accountId, partId: null })
    : sql`not exists (select 1 from json_each(${JSON.stringify(partIds)}) part
        where not ${may(personId, action, { accountId, partId: sql`part.value` })})`;

/** Something that a person holds; `nominee`: a seat that does not count yet. */
export interface Held {
  readonly holds: Holding | "nominee";
  /** Of a Smart Account: the part in which it is held. */
  readonly partId: string | null;
}

/** Selects what a person holds there. */
export const holdings = (personId: SQL, realm: Realm): SQL =>
  "accountId" in realm
    ? sql`select distinct role as holds, virtual_account_id as part_id from role
          where account_id = ${realm.accountId} and person_id = ${personId} and ended_at is null`
    : sql`with recursive ${upwardOf(realm.organizationId)}
          select case when ${seatCounts} then 'delegated-administrator' else 'nominee' end as holds,
            null as part_id
          from upward cross join seat s on s.organization_id = upward.id
          where s.person_id = ${personId} and s.ended_at is null
          union select g.role, null from upward cross join role g on g.organization_id = upward.id
          where g.person_id = ${personId} and g.ended_at is null`;

/** What a person holds there. */
export const holdingsIn = (personId: SQL, realm: Realm) => build.all<Held>(holdings(personId, realm));
