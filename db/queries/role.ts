import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { organization } from "#db/schema/organization.ts";
import { role } from "#db/schema/role.ts";
import type { AccountId, OrganizationId, PersonId, SeatId } from "#src/domain/ids.ts";
import type { CustomerRole } from "#src/domain/role.ts";
import type { SeatOrigin } from "#src/domain/seat.ts";
import { isAccepted, seatCounts } from "./administrator.ts";
import { domainIn } from "./email-domain.ts";
import { isKnownThere, isNotErased } from "./person.ts";

/**
 * True of a role of this alias that somebody asked for or accepted: its origin is a request, a registration, a review, a
 * nomination or an account. Given by another, it is an operation, whose id begins with its action and a colon.
 */
export const isAcceptedRole = (alias: "g" | "b") => sql`instr(${sql.raw(alias)}.origin_id, ':') = 0`;

export const roleAccepted = isAcceptedRole("g");

/** True of a person `p` with a role of this alias who may sign in, as far as a reader may know: of strangers it is not told (SECURITY.md 12). */
export const seemsEnabled = (alias: "g" | "b", reader: SQL | string) => sql`(p.disabled_at is null
  or not ${isAcceptedRole(alias)} and ${domainIn(sql`p.email`)} <> ${domainIn(sql`${reader}`)})`;

/** What a person has or had in one organization: seats and roles, the ended ones too. */
export type OwnRow =
  | {
      readonly kind: "seat";
      readonly id: SeatId;
      readonly role: "delegated-administrator";
      readonly origin: SeatOrigin;
      readonly counts: 0 | 1;
      readonly accepted: 0 | 1;
      readonly endedAt: number | null;
    }
  | {
      readonly kind: "role";
      readonly id: string;
      readonly role: CustomerRole;
      readonly origin: null;
      readonly counts: 1;
      readonly accepted: 0 | 1;
      readonly endedAt: number | null;
    };

export const heldIn = (personId: SQL | string, organizationId: SQL | OrganizationId) =>
  build.all<OwnRow>(sql`
    select 'seat' as kind, s.id, 'delegated-administrator' as role, s.origin, ${seatCounts} as counts,
      ${isAccepted("s")} as accepted, s.ended_at
    from seat s where s.organization_id = ${organizationId} and s.person_id = ${personId} and ${isKnownThere("s")}
    union all
    select 'role', g.id, g.role, null, 1, ${roleAccepted}, g.ended_at from role g
    where g.organization_id = ${organizationId} and g.person_id = ${personId} and ${isKnownThere("g")}
    order by kind desc, role`);

/** True as long as a person has so many roles in an organization. */
export const hasRoles = (personId: PersonId, organizationId: OrganizationId, count: number) => sql`(
  select count(*) from role where organization_id = ${organizationId} and person_id = ${personId}
    and ended_at is null) = ${count}`;

/** Where a role is given: in an organization, in a whole Smart Account, or in one virtual account of it. */
export type Where =
  | { readonly organizationId: OrganizationId; readonly accountId?: never; readonly virtualAccountId?: never }
  | {
      readonly organizationId?: never;
      readonly accountId: AccountId;
      readonly virtualAccountId?: string | null;
    };

type Given = Where & Pick<typeof role.$inferInsert, "id" | "personId" | "role" | "originId" | "createdAt">;

/** Gives a role as long as a condition holds; no row changes where it is held already. */
export const giveRole = (row: Given, right = sql`true`) =>
  build.run(sql`
    insert into role (id, organization_id, account_id, virtual_account_id, person_id, role, origin_id, created_at)
    select ${row.id}, ${row.organizationId ?? null}, ${row.accountId ?? null}, ${row.virtualAccountId ?? null},
      ${row.personId}, ${row.role}, ${row.originId}, ${row.createdAt}
    where ${right} and ${isNotErased(row.personId)} on conflict do nothing`);

/** Ends a role that is held, as long as a condition holds. */
export const endRole = (id: string, now: number, right?: SQL) =>
  build
    .update(role)
    .set({ endedAt: now })
    .where(and(eq(role.id, id), isNull(role.endedAt), right));

export const rolesOfPerson = (personId: SQL) =>
  build
    .select({
      organizationId: role.organizationId,
      organizationName: organization.name,
      city: organization.city,
      role: role.role,
    })
    .from(role)
    .innerJoin(organization, eq(organization.id, role.organizationId))
    .where(and(eq(role.personId, personId), isNull(role.endedAt)));
