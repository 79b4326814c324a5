import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { mover } from "#db/move.ts";
import { nominee } from "#db/schema/account.ts";
import { nominee as lifecycle, type NomineeState } from "#src/domain/account.ts";
import type { AccountId } from "#src/domain/ids.ts";
import type { Role } from "#src/domain/role.ts";
import type { Language } from "#src/i18n/languages.ts";
import type { Due } from "./due.ts";
import type { AccountRealm } from "./right.ts";

/** Somebody nominated for an account, with the profile behind the address as far as there is one. */
export interface NomineeRow {
  readonly id: string;
  readonly accountId: AccountId;
  readonly email: string;
  /** Chosen by whoever nominated. */
  readonly language: Language;
  readonly role: Role;
  readonly state: NomineeState;
  readonly name: string | null;
  readonly reads: Language | null;
  readonly changedAt: number;
}

const nomineesWhere = (condition: SQL, most = 100) =>
  build.all<NomineeRow>(sql`
    select n.id, n.account_id, n.email, n.language, n.role, n.state, n.changed_at,
      p.name, p.language as reads
    from nominee n left join person p on p.email = n.email where ${condition} order by n.created_at, n.rowid limit ${most}`);

export const nomineesOf = (accountId: SQL | string) => nomineesWhere(sql`n.account_id = ${accountId}`);
/** Those of several accounts, whose ids are selected. */
export const nomineesAmong = (accountIds: SQL) => nomineesWhere(sql`n.account_id in ${accountIds}`, 1000);
export const nomineeById = (id: SQL | string) => nomineesWhere(sql`n.id = ${id}`);
/**
 * What somebody at an address, or at one that was theirs before, may still accept in an account; for whoever may do something in the
 * whole of it.
 */
export const offeredIn = ({ accountId, only }: AccountRealm, email: string) =>
  nomineesWhere(sql`n.account_id = ${accountId} and n.state = 'allowed' and ${only?.(sql`null`) ?? sql`true`}
    and n.email in (select ${email} union select c.old_email from person p
      cross join address_change c on c.person_id = p.id and c.state in ('made', 'settled') where p.email = ${email})`);
/** All that wait for an answer in an account, the first on top; for whoever may do something in the whole of it. */
export const nominationsIn = ({ accountId, only }: AccountRealm) =>
  nomineesWhere(
    sql`n.account_id = ${accountId} and n.state = 'allowed' and ${only?.(sql`null`) ?? sql`true`}`,
  );
/** What an address was nominated for and may accept. */
export const nominationsTo = (email: SQL) =>
  build.all<{ id: string; accountName: string; domainIdentifier: string }>(sql`
    select n.id, c.name as account_name, c.domain_identifier
    from nominee n join smart_account c on c.id = n.account_id
    where n.email = ${email} and n.state = 'allowed'`);

/** Nominations that were allowed before an instant and that nobody has answered. */
export const nominationsInVain = (before: number, after: string, most: number) =>
  build.all<Due>(sql`
    select id, 'end' as stage from nominee
    where state = 'allowed' and changed_at < ${before} and id > ${after} order by id limit ${most}`);

export const addNominees = (rows: (typeof nominee.$inferInsert)[]) => build.insert(nominee).values(rows);

/** Moves a nominee on by an event, from the state in which it was read. */
export const moveNominee = mover(nominee, lifecycle);

/** The account that somebody is nominated for, for use inside of another statement. */
export const accountOfNominee = (id: SQL) => sql`(select account_id from nominee where id = ${id})`;
