import { type SQL, sql } from "drizzle-orm";
import { build, type Statement } from "#db/builder.ts";
import type { AccountId, OrganizationId, PersonId, ReviewId } from "#src/domain/ids.ts";
import type { ReviewState } from "#src/domain/review.ts";
import type { Language } from "#src/i18n/languages.ts";
import { isAccepted, isHeld, seatCounts } from "./administrator.ts";
import { suffixesOf } from "./email-domain.ts";
import { stepsUpOfEach } from "./organization.ts";
import { addPerson } from "./person.ts";
import { openReview } from "./review.ts";
import { isAcceptedRole, roleAccepted } from "./role.ts";

/** So many places of one person are looked at, of which others are told. */
const most = 50;

/** An organization none of whose domains, nor of those above it, a new address is in; with one of the others who decide there. */
export interface PlaceLeft {
  readonly organizationId: OrganizationId;
  readonly organization: string;
  /** The seat that the person has there, else a role. */
  readonly heldId: string;
  /** An agent looks at it already: 1 or 0. */
  readonly reviewed: 0 | 1;
  /** Null: nobody else decides there or above. */
  readonly email: string | null;
  readonly name: string;
  readonly language: Language | null;
}

const moved = (changeId: SQL) => sql`moved (person_id, email) as materialized (
  select person_id, new_email from address_change where id = ${changeId})`;

/** True of an organization `held` none of whose domains, nor of those above it, the new address is in. */
const isLeft = sql`not exists (select 1 from upward cross join organization_domain d on d.organization_id = upward.id
  join suffix on suffix.domain = d.domain where upward.about = held.id)`;

/** Where somebody who changes the address has accepted something, and the nearest others who decide, of those places that it leaves. */
export const placesLeft = (changeId: SQL) =>
  build.all<PlaceLeft>(sql`
    with recursive ${moved(changeId)},
    held (id) as materialized (
      select s.organization_id from moved cross join seat s on s.person_id = moved.person_id
        where ${isHeld("s")}
      union select g.organization_id from moved cross join role g on g.person_id = moved.person_id
        where g.organization_id is not null and g.ended_at is null and ${roleAccepted} limit ${most}),
    ${stepsUpOfEach(sql`select id from held`)},
    ${suffixesOf(sql`(select email from moved)`)},
    decides (about, person_id, distance) as materialized (
      select upward.about, s.person_id, upward.distance
      from upward cross join seat s on s.organization_id = upward.id
      where s.person_id <> (select person_id from moved) and ${seatCounts}),
    left_behind (id, organization, held_id) as materialized (
      select o.id, o.name, coalesce(
        (select s.id from seat s where s.organization_id = o.id and s.person_id = moved.person_id
          and s.ended_at is null),
        (select g.id from role g where g.organization_id = o.id and g.person_id = moved.person_id
          and g.ended_at is null order by g.created_at, g.id limit 1))
      from moved cross join held cross join organization o on o.id = held.id where ${isLeft})
    select l.id as organization_id, l.organization, l.held_id, p.email, coalesce(p.name, '') as name, p.language,
      exists (select 1 from review v where v.kind = 'addressLeft' and v.subject_id = l.held_id
        and v.state in ${openReview}) as reviewed
    from left_behind l
    left join decides d on d.about = l.id
      and d.distance = (select min(n.distance) from decides n where n.about = l.id)
    left join person p on p.id = d.person_id
    order by l.organization, l.id, p.email`);

/** A place where others have given all that somebody holds: an organization, else a Smart Account. */
export interface Given {
  readonly organizationId: OrganizationId | null;
  readonly accountId: AccountId | null;
}

/** A Smart Account in which somebody who changes the address has a role, and one of the others who administer it. */
export interface AccountLeft {
  readonly accountId: AccountId;
  readonly domain: string;
  readonly account: string;
  /** Null: nobody else administers it. */
  readonly email: string | null;
  /** Whether this one asked for that or accepted it: 1 or 0. */
  readonly accepted: 0 | 1 | null;
  readonly name: string;
  readonly language: Language | null;
}

/** The Smart Accounts in which somebody who changes the address has accepted a role, each with its other administrators. */
export const accountsLeft = (changeId: SQL) =>
  build.all<AccountLeft>(sql`
    with held (id, person_id) as materialized (
      select distinct g.account_id, g.person_id
      from address_change m cross join role g on g.person_id = m.person_id
      where m.id = ${changeId} and g.account_id is not null and g.ended_at is null and ${roleAccepted} limit ${most})
    select c.id as account_id, c.domain_identifier as domain, c.name as account,
      p.email, ${isAcceptedRole("b")} as accepted, coalesce(p.name, '') as name, p.language
    from held cross join smart_account c on c.id = held.id and c.state = 'active'
    left join role b on b.account_id = c.id and b.virtual_account_id is null and b.person_id <> held.person_id
      and b.role = 'smart-account-administrator' and b.ended_at is null
    left join person p on p.id = b.person_id and p.disabled_at is null
    order by c.domain_identifier, p.email`);

/** Of an account: whoever administers it alone and has done something there keeps it; nobody else could let anybody in. */
const isAtWork = sql`not exists (
    select 1 from role b join person p on p.id = b.person_id and p.disabled_at is null
    where b.account_id = c.id and b.virtual_account_id is null and b.person_id <> moved.person_id
      and b.role = 'smart-account-administrator' and b.ended_at is null)
  and exists (select 1 from audit_event e where e.actor = moved.person_id and e.refusal is null
    and e.action not like 'address.%' and e.subject_id in (
      select c.id union select id from role where account_id = c.id
      union select id from access_request where account_id = c.id
      union select id from virtual_account where account_id = c.id))`;

/** The places of other companies than the new address's where somebody has accepted nothing of what is held, all of them. */
export const givenUnasked = (changeId: SQL) =>
  build.all<Given>(sql`
    with recursive ${moved(changeId)},
    held (id) as materialized (
      select s.organization_id from moved cross join seat s on s.person_id = moved.person_id
        where s.ended_at is null
      union select g.organization_id from moved cross join role g on g.person_id = moved.person_id
        where g.organization_id is not null and g.ended_at is null),
    ${stepsUpOfEach(sql`select id from held`)},
    ${suffixesOf(sql`(select email from moved)`)}
    select held.id as organization_id, null as account_id from moved cross join held
      where not exists (select 1 from seat s where s.organization_id = held.id
          and s.person_id = moved.person_id and ${isHeld("s")})
        and not exists (select 1 from role g where g.organization_id = held.id
          and g.person_id = moved.person_id and g.ended_at is null and ${roleAccepted})
        and ${isLeft}
    union all
    select null, c.id from moved cross join role g on g.person_id = moved.person_id
      join smart_account c on c.id = g.account_id and c.state = 'active'
      where g.ended_at is null and c.domain_identifier not in (select domain from suffix)
        and not (${isAtWork})
      group by c.id having max(${roleAccepted}) = 0`);

/** What somebody holds, as a text that is another one as soon as anything comes or goes. */
const holdings = (personId: SQL | PersonId) =>
  sql<string>`(select count(*) || ' ' || coalesce(sum(rowid), 0) from role where person_id = ${personId} and ended_at is null)
    || ' ' || (select count(*) || ' ' || coalesce(sum(rowid), 0) from seat where person_id = ${personId} and ended_at is null)`;

/** What whoever makes a change of address holds. */
export const holdingsOfChanger = (changeId: SQL) =>
  build.all<{ holdings: string }>(sql`
    select ${holdings(sql`c.person_id`)} as holdings from address_change c where c.id = ${changeId}`);

/** True as long as somebody holds the same. */
export const holdsStill = (personId: PersonId, before: string) => sql`${holdings(personId)} = ${before}`;

/** What an agent is still to decide about somebody's access, since the address is another company's. */
export const leftReviewsOf = (personId: SQL) =>
  build.all<{
    id: ReviewId;
    state: ReviewState;
    organization: string;
    createdAt: number;
    dueAt: number;
  }>(sql`
    select v.id, v.state, o.name as organization, v.created_at, v.due_at
    from review v join organization o on o.id = v.organization_id
    where v.person_id = ${personId} and v.kind = 'addressLeft' and v.state in ${openReview}
    order by v.created_at limit ${most}`);

/** The last change of address that somebody has made. */
export const lastMoveOf = (personId: SQL) =>
  build.all<{ oldEmail: string }>(sql`
    select old_email from address_change
    where person_id = ${personId} and state in ('made', 'settled') and old_email <> ''
    order by created_at desc limit 1`);

const placesAmong = (given: readonly Given[]) =>
  sql`(select value from json_each(${JSON.stringify(given.map(({ organizationId, accountId }) => organizationId ?? accountId))}))`;

interface Staying {
  /** Where nothing that the person holds was asked for or accepted. */
  readonly given: readonly Given[];
  readonly personId: PersonId;
  /** Somebody new, whose the address is from now on. */
  readonly stayId: PersonId;
  readonly email: string;
  readonly language: Language;
  readonly now: number;
}

/** What others have given to an address, unasked, stays with it: whoever reads that mailbox may come for it. */
export const leaveBehind = ({ personId, stayId, email, language, now, given }: Staying): Statement[] => [
  addPerson({ id: stayId, email, language }, now),
  build.run(sql`update role as g set person_id = ${stayId}
    where g.person_id = ${personId} and g.ended_at is null and not ${roleAccepted}
      and coalesce(g.organization_id, g.account_id) in ${placesAmong(given)}`),
  build.run(sql`update seat as s set person_id = ${stayId}
    where s.person_id = ${personId} and s.ended_at is null and not ${isAccepted("s")}
      and s.organization_id in ${placesAmong(given)}`),
];

/** The change is undone: what has stayed with the old address is the person's again. */
export const bringBack = (personId: PersonId, stayId: PersonId, madeAt: number): Statement[] =>
  ["role", "seat"].map((table) =>
    build.run(sql`update or ignore ${sql.raw(table)} set person_id = ${personId}
      where person_id = ${stayId} and ended_at is null and created_at < ${madeAt}`),
  );
