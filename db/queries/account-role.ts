import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { role } from "#db/schema/role.ts";
import type { AccountRole } from "#src/domain/account-grant.ts";
import type { AccountKind } from "#src/domain/account.ts";
import type { AccountId, PersonId } from "#src/domain/ids.ts";
import type { Language } from "#src/i18n/languages.ts";
import { isActiveAccount } from "./account.ts";
import { isEnabled, isKnownThere } from "./person.ts";
import type { AccountRealm } from "./right.ts";
import { roleAccepted, seemsEnabled } from "./role.ts";

const administrators = (accountId: SQL | string, isThere: SQL, partId?: SQL) =>
  build.all<{
    personId: PersonId;
    name: string;
    email: string;
    language: Language | null;
    accepted: 0 | 1;
    /** Has signed in: 1 or 0. */
    came: 0 | 1;
    /** May sign in: 1 or 0. */
    enabled: 0 | 1;
    createdAt: number;
  }>(sql`
    select g.person_id, p.name, p.email, p.language, ${roleAccepted} as accepted, p.email_verified as came,
      p.disabled_at is null as enabled, g.created_at
    from role g
    join person p on p.id = g.person_id and ${isThere}
    where g.account_id = ${accountId} and g.ended_at is null
      and (g.virtual_account_id is null and g.role = 'smart-account-administrator' ${
        partId ? sql`or g.virtual_account_id = ${partId} and g.role = 'virtual-account-administrator'` : sql``
      })
    order by g.virtual_account_id is not null, g.created_at`);

/** Who decides in a Smart Account, in the order in which they came; then those who do in one of its virtual accounts. */
export const accountAdministrators = (accountId: SQL | string, partId?: SQL) =>
  administrators(accountId, sql`p.disabled_at is null`, partId);

/**
 * Those whom a request there is put to: who decides, and beside them whoever was put in charge unasked and cannot come just now, since
 * whom it is not put to would tell that (SECURITY.md 11).
 */
export const administratorsAsked = (accountId: SQL | string, partId: SQL) =>
  administrators(
    accountId,
    sql`(p.disabled_at is null or not ${roleAccepted} and exists (
      select 1 from role b join person other on other.id = b.person_id and other.disabled_at is null
      where b.account_id = g.account_id and b.ended_at is null and b.virtual_account_id is null
        and b.role = 'smart-account-administrator'))`,
    partId,
  );

/** The administrators of a Smart Account as somebody there may know them, in the order in which they came. */
export const administratorsSeenBy = (reader: SQL, accountId: SQL | string) =>
  administrators(accountId, seemsEnabled("g", reader));

/**
 * Who has requested an account and who has activated it, as far as they hold something in the whole of it now: they wait for what
 * those answer who are nominated with it.
 */
export const partiesIn = (accountId: SQL) =>
  build.all<{ name: string; email: string; language: Language | null }>(sql`
    select p.name, p.email, p.language from smart_account c
    join person p on p.id in (c.requester_id, (select id from person where email = c.authorizer_email))
      and p.disabled_at is null
    where c.id = ${accountId} and exists (select 1 from role g where g.account_id = c.id and g.person_id = p.id
      and g.virtual_account_id is null and g.ended_at is null)`);

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
    select c.domain_identifier, c.name, c.kind, v.name as virtual_account, g.role
    from role g join smart_account c on c.id = g.account_id and c.state = 'active'
    left join virtual_account v on v.id = g.virtual_account_id
    where g.person_id = ${personId} and g.ended_at is null
    order by c.domain_identifier, v.name is not null, v.name, g.role`);

/** A role that one person holds in an account. */
export interface RoleHeld {
  readonly id: string;
  readonly role: AccountRole;
  readonly virtualAccountId: string | null;
  readonly accepted: 0 | 1;
}

/** What a person holds in an account, or in what is meant of it; an administrator of the whole comes last, so that it ends last. */
export const rolesInAccount = (personId: SQL | string, { accountId, only }: AccountRealm) =>
  build.all<RoleHeld>(sql`
    select g.id, g.role, g.virtual_account_id, ${roleAccepted} as accepted from role g
    where g.person_id = ${personId} and g.account_id = ${accountId} and g.ended_at is null ${
      only ? sql`and ${only(sql`g.virtual_account_id`)}` : sql``
    }
    order by g.role = 'smart-account-administrator', g.id`);

/** Whether somebody holds a role in an account, or in what is meant of it, or has held one: a row or none. */
export const hasBeenIn = (personId: SQL | string, { accountId, only }: AccountRealm) =>
  build.all<{ id: string }>(sql`
    select g.id from role g where g.account_id = ${accountId} and g.person_id = ${personId} and ${isKnownThere("g")} ${
      only ? sql`and ${only(sql`g.virtual_account_id`)}` : sql``
    } limit 1`);

/** Ends a role. No row changes where whoever ends it knows of no other administrator of the whole account (src/domain/README.md 5.6). */
export const endAccountRole = (id: string, reader: string, now: number) =>
  build
    .update(role)
    .set({ endedAt: now })
    .where(
      and(
        eq(role.id, id),
        isNull(role.endedAt),
        sql`(role.role <> 'smart-account-administrator' or exists (
          select 1 from role b join person p on p.id = b.person_id and ${seemsEnabled("b", reader)}
          where b.account_id = role.account_id and b.person_id <> role.person_id and b.virtual_account_id is null
            and b.role = 'smart-account-administrator' and b.ended_at is null))`,
      ),
    );

/** True as long as somebody holds so many roles in an account, or in some of its virtual accounts. */
export const holdsRoles = (
  personId: PersonId,
  accountId: AccountId,
  many: number,
  partIds: readonly string[] | null,
) =>
  sql`(select count(*) from role where person_id = ${personId} and account_id = ${accountId} and ended_at is null
    ${partIds ? sql`and virtual_account_id in (select value from json_each(${JSON.stringify(partIds)}))` : sql``}) = ${many}`;

/** What a person holds in an account, with the names of the parts. */
export const rolesOfAsker = (personId: SQL, accountId: SQL) =>
  build.all<{ role: AccountRole; virtualAccount: string | null }>(sql`
    select g.role, v.name as virtual_account from role g
    left join virtual_account v on v.id = g.virtual_account_id
    where g.person_id = ${personId} and g.account_id = ${accountId} and g.ended_at is null
    order by v.name is not null, v.name, g.role`);

/** True as long as an account is in use and a person may sign in. */
export const mayHoldRoles = (personId: PersonId, accountId: AccountId) =>
  sql`(${isActiveAccount(accountId)} and ${isEnabled(personId)})`;
