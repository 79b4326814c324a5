import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import type { AccountId, OrganizationId, PersonId, SeatId } from "#src/domain/ids.ts";
import type { AccountRole } from "#src/domain/account-grant.ts";
import type { CustomerRole } from "#src/domain/role.ts";
import type { Language } from "#src/i18n/languages.ts";
import { isAccepted } from "./administrator.ts";
import { isKnownThere, isNotErased } from "./person.ts";
import type { AccountRealm } from "./right.ts";
import { roleAccepted } from "./role.ts";

/** Somebody's operation: whose, which, and the instant since when it can be taken back. */
export interface Undoing {
  readonly of: string;
  readonly by: SQL;
  readonly since: number;
}

interface Ended {
  readonly personId: PersonId;
  readonly name: string;
  readonly email: string;
  readonly language: Language | null;
  readonly accepted: 0 | 1;
  readonly endedAt: number;
}

/** A role that an operation ended, and that is not held again; nothing of whoever has another address since then. */
export type EndedRole<Role> = Ended & { readonly id: string; readonly role: Role };

/** A seat that an operation ended, and that is not held again. */
export type EndedSeat = Ended & { readonly id: SeatId };

const holder = sql`p.id as person_id, p.name, p.email, p.language`;

/** True of an audit event `e` of an operation that can still be taken back. */
const undoable = ({ of, by, since }: Undoing) =>
  sql`e.operation_id = ${of} and e.actor = ${by} and e.at > ${since} and e.refusal is null`;

const endedRoles = <Role>(undoing: Undoing, place: SQL) =>
  build.all<EndedRole<Role>>(sql`
    select g.id, g.role, ${holder}, ${roleAccepted} as accepted, g.ended_at
    from audit_event e join role g on g.id = e.subject_id and g.ended_at = e.at
    join person p on p.id = g.person_id and p.erased_at is null
    where ${undoable(undoing)} and ${place} and ${isKnownThere("g")}
      and not exists (select 1 from virtual_account v where v.id = g.virtual_account_id and v.closed_at is not null)
      and not exists (select 1 from role n where n.person_id = g.person_id and n.role = g.role and n.ended_at is null
        and n.organization_id is g.organization_id and n.account_id is g.account_id
        and n.virtual_account_id is g.virtual_account_id)`);

/** The roles that an operation ended in an organization. */
export const rolesEndedIn = (undoing: Undoing, organizationId: OrganizationId) =>
  endedRoles<CustomerRole>(undoing, sql`g.organization_id = ${organizationId}`);

/** The roles that an operation ended in a Smart Account and its parts. */
export const rolesEndedInAccount = (undoing: Undoing, { accountId, only }: AccountRealm) =>
  endedRoles<AccountRole>(
    undoing,
    sql`g.account_id = ${accountId} and ${only?.(sql`g.virtual_account_id`) ?? sql`true`}`,
  );

/** The seat that an operation ended in an organization. */
export const seatEndedIn = (undoing: Undoing, organizationId: OrganizationId) =>
  build.all<EndedSeat>(sql`
    select s.id, ${holder}, ${isAccepted("s")} as accepted, s.ended_at
    from audit_event e join seat s on s.id = e.subject_id and s.ended_at = e.at
    join person p on p.id = s.person_id and p.erased_at is null
    where ${undoable(undoing)} and s.organization_id = ${organizationId} and ${isKnownThere("s")}
      and not exists (select 1 from seat n where n.organization_id = s.organization_id
        and n.person_id = s.person_id and n.ended_at is null)`);

/** A role goes on as if it had not ended, as long as it is the ending that was read, and its person and part are there still. */
export const resumeRole = ({
  id,
  endedAt,
  personId,
}: Pick<EndedRole<string>, "id" | "endedAt" | "personId">) =>
  build.run(sql`
    update role as g set ended_at = null where g.id = ${id} and g.ended_at = ${endedAt}
      and ${isNotErased(personId)} and ${isKnownThere("g")}
      and not exists (select 1 from virtual_account v where v.id = g.virtual_account_id and v.closed_at is not null)`);

/** The same of a seat: at its place on the list, or at the end where another has that. */
export const resumeSeat = ({ id, endedAt, personId }: Pick<EndedSeat, "id" | "endedAt" | "personId">) =>
  build.run(sql`
    update seat as s set ended_at = null, position = (select case
      when not exists (select 1 from seat n where n.organization_id = s.organization_id
        and n.position = s.position and n.ended_at is null) then s.position
      else (select max(n.position) + 1 from seat n where n.organization_id = s.organization_id
        and n.ended_at is null) end)
    where s.id = ${id} and s.ended_at = ${endedAt} and ${isNotErased(personId)} and ${isKnownThere("s")}`);

/** The virtual account that an operation closed. */
export const closedBy = (undoing: Undoing, accountId: SQL | AccountId) =>
  build.all<{ id: string; name: string; closedAt: number }>(sql`
    select v.id, v.name, v.closed_at from audit_event e
    join virtual_account v on v.id = e.subject_id and v.closed_at = e.at
    where ${undoable(undoing)} and v.account_id = ${accountId}`);

/** A virtual account is open again. */
export const reopenVirtualAccount = ({ id, closedAt }: { readonly id: string; readonly closedAt: number }) =>
  build.run(sql`update virtual_account set closed_at = null where id = ${id} and closed_at = ${closedAt}`);
