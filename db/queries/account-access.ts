import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { AccountRole } from "#src/domain/account-grant.ts";
import { asciiDomain } from "#src/domain/email.ts";
import type { AccountKind } from "#src/domain/account.ts";
import type { AccountId, PersonId } from "#src/domain/ids.ts";
import type { Language } from "#src/i18n/languages.ts";
import { build } from "#db/builder.ts";
import { smartAccount, virtualAccount } from "#db/schema/account.ts";
import { role } from "#db/schema/seat.ts";

/** An identifier may be written in any case, or with letters of any script. */
const asKept = (domain: string) => asciiDomain(domain) ?? "";

/** The id of the account in use with this identifier, for use inside another statement. */
export const accountIdOf = (domain: string) =>
  sql`(select id from smart_account where domain_identifier = ${asKept(domain)} and state = 'active')`;

/** The account in use with this identifier: none before activation or after its end (src/domain/README.md 3.5). */
export const activeAccount = (domain: string) =>
  build
    .select()
    .from(smartAccount)
    .where(and(eq(smartAccount.domainIdentifier, asKept(domain)), eq(smartAccount.state, "active")));

/** A role that somebody holds in an account in use, or in a part of it. */
export interface AccessRow {
  readonly domainIdentifier: string;
  readonly name: string;
  readonly kind: AccountKind;
  readonly virtualAccount: string | null;
  readonly role: AccountRole;
}

export const accountAccessOf = (personId: SQL) =>
  build.all<AccessRow>(sql`
    select c.domain_identifier as domainIdentifier, c.name, c.kind, v.name as virtualAccount, g.role
    from role g join smart_account c on c.id = g.account_id and c.state = 'active'
    left join virtual_account v on v.id = g.virtual_account_id
    where g.person_id = ${personId} and g.ended_at is null
    order by c.domain_identifier, v.name is not null, v.name, g.role`);

/** A role that is held in an account, with its holder. */
export interface MemberRow {
  readonly roleId: string;
  readonly personId: PersonId;
  readonly name: string;
  readonly email: string;
  readonly language: Language | null;
  /** 1: this person may not sign in any more. */
  readonly disabled: 0 | 1;
  readonly role: AccountRole;
  readonly virtualAccountId: string | null;
  readonly virtualAccount: string | null;
  readonly createdAt: number;
}

/** Everybody with a role in an account, by name. */
export const membersOf = (accountId: SQL) =>
  build.all<MemberRow>(sql`
    select g.id as roleId, g.person_id as personId, p.name, p.email, p.language, p.disabled_at is not null as disabled,
      g.role, g.virtual_account_id as virtualAccountId, v.name as virtualAccount, g.created_at as createdAt
    from role g join person p on p.id = g.person_id
    left join virtual_account v on v.id = g.virtual_account_id
    where g.account_id = ${accountId} and g.ended_at is null
    order by p.name = '', p.name collate nocase, p.email, g.virtual_account_id is not null, v.name, g.role limit 1000`);

/** A role that one person holds in an account. */
export interface RoleHeld {
  readonly id: string;
  readonly role: AccountRole;
  readonly virtualAccountId: string | null;
}

/** What a person holds in an account; an administrator of the whole comes last, so that it ends last. */
export const rolesInAccount = (personId: SQL | string, accountId: SQL | string) =>
  build.all<RoleHeld>(sql`
    select id, role, virtual_account_id as virtualAccountId from role
    where person_id = ${personId} and account_id = ${accountId} and ended_at is null
    order by role = 'smart-account-administrator', id`);

/** The open virtual accounts of an account, and how many people each has. */
export const virtualAccountsOf = (accountId: SQL | string) =>
  build.all<{ id: string; name: string; people: number; createdAt: number }>(sql`
    select v.id, v.name, v.created_at as createdAt,
      (select count(distinct g.person_id) from role g where g.virtual_account_id = v.id and g.ended_at is null) as people
    from virtual_account v where v.account_id = ${accountId} and v.closed_at is null
    order by lower(v.name) limit 200`);

export const addAccountRole = (row: typeof role.$inferInsert & { accountId: AccountId }) =>
  build.insert(role).values(row);

/** Ends a role; no row changes where it is the account's last administrator's (src/domain/README.md 5.6). */
export const endAccountRole = (id: string, now: number) =>
  build
    .update(role)
    .set({ endedAt: now })
    .where(
      and(
        eq(role.id, id),
        isNull(role.endedAt),
        sql`(role.role <> 'smart-account-administrator' or exists (
          select 1 from role other join person holder on holder.id = other.person_id and holder.disabled_at is null
          where other.account_id = role.account_id and other.person_id <> role.person_id
            and other.virtual_account_id is null and other.role = 'smart-account-administrator'
            and other.ended_at is null))`,
      ),
    );

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

/** True as long as an account is in use. */
export const isActiveAccount = (id: AccountId) =>
  sql`exists (select 1 from smart_account where id = ${id} and state = 'active')`;

/** The request of a person for an account on which nobody has decided yet. */
export const openRequestFor = (personId: SQL, accountId: SQL) =>
  build.all<{ id: string }>(sql`
    select id from access_request
    where requester_id = ${personId} and account_id = ${accountId} and state in ('pending', 'waiting')`);

/** True as long as a virtual account is open. */
export const isOpenVirtualAccount = (id: string) =>
  sql`exists (select 1 from virtual_account where id = ${id} and closed_at is null)`;

/** True as long as somebody holds so many roles in an account. */
export const holdsRoles = (personId: PersonId, accountId: AccountId, many: number) =>
  sql`(select count(*) from role
    where person_id = ${personId} and account_id = ${accountId} and ended_at is null) = ${many}`;

/** What a person holds in an account, with the names of the parts. */
export const rolesOfAsker = (personId: SQL, accountId: SQL) =>
  build.all<{ role: AccountRole; virtualAccount: string | null }>(sql`
    select g.role, v.name as virtualAccount from role g
    left join virtual_account v on v.id = g.virtual_account_id
    where g.person_id = ${personId} and g.account_id = ${accountId} and g.ended_at is null
    order by v.name is not null, v.name, g.role`);
