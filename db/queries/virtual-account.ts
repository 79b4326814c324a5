import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { virtualAccount } from "#db/schema/account.ts";
import { limits } from "#src/domain/limits.ts";
import { nobodyId } from "./person.ts";
import type { Realm } from "./right.ts";

/** The open virtual accounts of an account, and how many people each has. */
export const virtualAccountsOf = (accountId: SQL | string, only = sql`true`) =>
  build.all<{ id: string; name: string; people: number; createdAt: number }>(sql`
    select v.id, v.name, v.created_at,
      (select count(distinct g.person_id) from role g where g.virtual_account_id = v.id and g.ended_at is null) as people
    from virtual_account v where v.account_id = ${accountId} and v.closed_at is null and ${only}
    order by lower(v.name) limit 200`);

/** The same of a place, as far as it is meant; an organization has none. */
export const virtualAccountsIn = (realm: Realm) =>
  "accountId" in realm
    ? virtualAccountsOf(realm.accountId, realm.only?.(sql`v.id`))
    : virtualAccountsOf(nobodyId);

const named = (accountId: SQL, name: string) => sql`from virtual_account
  where account_id = ${accountId} and closed_at is null and lower(name) = lower(${name})`;

/** The open virtual account of an account that has a name. */
export const virtualAccountNamed = (accountId: SQL, name: string) =>
  build.all<{ id: string; name: string }>(sql`select id, name ${named(accountId, name)}`);

/** Its id, for use inside another statement. */
export const idOfVirtualAccount = (accountId: SQL, name: string) =>
  sql`(select id ${named(accountId, name)})`;

export const addVirtualAccount = (row: typeof virtualAccount.$inferInsert) =>
  build.insert(virtualAccount).values(row);

/** Renames an open virtual account that still has the name with which it was read. */
export const renameVirtualAccount = (id: string, before: string, name: string) =>
  build
    .update(virtualAccount)
    .set({ name })
    .where(and(eq(virtualAccount.id, id), eq(virtualAccount.name, before), isNull(virtualAccount.closedAt)));

/** Closes a virtual account; no row changes while somebody has a role in it. */
export const closeVirtualAccount = (id: string, now: number) =>
  build
    .update(virtualAccount)
    .set({ closedAt: now })
    .where(
      and(
        eq(virtualAccount.id, id),
        isNull(virtualAccount.closedAt),
        sql`not exists (select 1 from role where virtual_account_id = ${id} and ended_at is null)`,
      ),
    );

/** True while an account may have one more open virtual account. */
export const mayHaveVirtualAccount = (accountId: string) =>
  sql`(select count(*) from virtual_account where account_id = ${accountId} and closed_at is null)
    < ${limits.virtualAccount.perAccount}`;

/** True as long as a virtual account is open. */
export const isOpenVirtualAccount = (id: string) =>
  sql`exists (select 1 from virtual_account where id = ${id} and closed_at is null)`;
