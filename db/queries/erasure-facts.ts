import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { listOf } from "#db/list.ts";
import { accessRequest } from "#src/domain/access-request.ts";
import { smartAccount } from "#src/domain/account.ts";
import type { OrganizationId } from "#src/domain/ids.ts";
import type { Language } from "#src/i18n/languages.ts";
import { isHeld } from "./administrator.ts";
import { upwardOf } from "./organization.ts";
import { emailOf } from "./person.ts";
import { seemsEnabled } from "./role.ts";

/** A place that somebody administers; `last`: nobody else decides there or above, as far as this person may know. */
export interface Administered {
  readonly kind: "organization" | "account";
  readonly id: string;
  readonly name: string;
  readonly last: 0 | 1;
}

/** What somebody administers. */
export const administeredBy = (id: SQL) =>
  build.all<Administered>(sql`
    select 'organization' as kind, o.id, o.name, not exists (
        with recursive ${upwardOf(sql`s.organization_id`)}
        select 1 from upward cross join seat b on b.organization_id = upward.id
        join person p on p.id = b.person_id and p.disabled_at is null
        where b.id <> s.id and ${isHeld("b")}) as last
    from seat s join organization o on o.id = s.organization_id
    where s.person_id = ${id} and ${isHeld("s")}
    union all
    select 'account', c.id, c.name, not exists (
        select 1 from role b join person p on p.id = b.person_id and ${seemsEnabled("b", emailOf(id))}
        where b.account_id = g.account_id and b.person_id <> g.person_id and b.virtual_account_id is null
          and b.role = 'smart-account-administrator' and b.ended_at is null)
    from role g join smart_account c on c.id = g.account_id
    where g.person_id = ${id} and g.ended_at is null and g.virtual_account_id is null
      and g.role = 'smart-account-administrator'`);

/** The other administrators of the organizations that somebody administers. */
export const administratorsBeside = (id: SQL) =>
  build.all<{
    organizationId: OrganizationId;
    organization: string;
    email: string;
    name: string;
    language: Language | null;
  }>(sql`
    select b.organization_id, o.name as organization, p.email, p.name, p.language
    from seat s join seat b on b.organization_id = s.organization_id and b.person_id <> s.person_id
      and ${isHeld("b")}
    join person p on p.id = b.person_id and p.disabled_at is null
    join organization o on o.id = s.organization_id
    where s.person_id = ${id} and ${isHeld("s")}`);

/** Requests for accounts that wait for an address to activate them, of other requesters. */
export const activationsWaitingFor = (id: SQL, email: SQL | string) =>
  build.all<{
    id: string;
    name: string | null;
    email: string;
    called: string;
    language: Language | null;
  }>(sql`
    select c.id, c.name, p.email, p.name as called, p.language
    from smart_account c join person p on p.id = c.requester_id and p.disabled_at is null
    where c.authorizer_email = ${email} and c.requester_id <> ${id}
      and c.state in ${listOf(smartAccount.transition("withdraw").from)}`);

/** How much of somebody waits for others, and what is held. */
export const openOf = (id: SQL) =>
  build.all<{ requests: number; roles: number }>(sql`
    select (select count(*) from access_request where requester_id = ${id} and state in ${listOf(accessRequest.open)})
      + (select count(*) from smart_account where requester_id = ${id}
        and state in ${listOf(smartAccount.transition("withdraw").from)}) as requests,
      (select count(*) from role where person_id = ${id} and ended_at is null)
      + (select count(*) from seat where person_id = ${id} and ended_at is null) as roles`);
