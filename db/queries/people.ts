import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { containing } from "#db/containing.ts";
import type { PersonId } from "#src/domain/ids.ts";
import type { MessageState } from "#src/domain/message.ts";
import type { PeopleFilter, Standing } from "#src/domain/people.ts";
import type { Language } from "#src/i18n/languages.ts";
import { isAccepted } from "./administrator.ts";
import { domainIn } from "./email-domain.ts";
import { stepsUpOf } from "./organization.ts";
import { emailOf } from "./person.ts";
import type { Realm } from "./right.ts";
import { roleAccepted } from "./role.ts";

/** One thing that a person of the list holds: in an organization or above it, in an account or a part of it. */
export interface HeldThing {
  readonly id: string;
  readonly holds: Standing;
  readonly accepted: 0 | 1;
  readonly since: number;
  /** Levels above the organization; 0 is here, as in an account. */
  readonly distance: number;
  readonly organization: string | null;
  readonly partId: string | null;
  readonly part: string | null;
}

/** One person of a place, with everything that is held there. */
export interface PersonAt {
  readonly personId: PersonId;
  readonly name: string;
  readonly email: string;
  readonly accepted: 0 | 1;
  readonly disabledAt: number | null;
  /** Has signed in once: 1 or 0. */
  readonly came: 0 | 1;
  readonly language: Language | null;
  /** JSON: a list of `HeldThing`. */
  readonly held: string;
  /** What became of the last invitation to this address, and how many there were. */
  readonly delivery: MessageState | null;
  readonly invitations: number;
}

/** One of those who were found, and how many were. */
export interface Found extends PersonAt {
  readonly found: number;
}

export const heldBy = ({ held }: Pick<PersonAt, "held">) => JSON.parse(held) as readonly HeldThing[];

const upwardIn = (realm: Realm) => ("accountId" in realm ? sql`` : sql`${stepsUpOf(realm.organizationId)},`);

/** What is held in a place: columns of `HeldThing`; of one person where `of` names one. */
function things(realm: Realm, of?: SQL) {
  const whose = (column: SQL) => (of ? sql`and ${column} = ${of}` : sql``);
  return "accountId" in realm
    ? sql`select g.person_id, g.id, g.role as holds, ${roleAccepted} as accepted, g.created_at as since,
          0 as distance, null as organization_id, g.virtual_account_id as part_id, g.origin_id
        from role g where g.account_id = ${realm.accountId} and g.ended_at is null ${whose(sql`g.person_id`)}
          ${realm.only ? sql`and ${realm.only(sql`g.virtual_account_id`)}` : sql``}`
    : sql`select s.person_id, s.id, iif(${isAccepted("s")}, 'delegated-administrator', 'nominee') as holds,
          ${isAccepted("s")} as accepted, s.created_at as since, upward.distance,
          s.organization_id, null as part_id, s.origin_id
        from upward cross join seat s on s.organization_id = upward.id
        where s.ended_at is null ${whose(sql`s.person_id`)}
        union all select g.person_id, g.id, g.role, ${roleAccepted}, g.created_at, upward.distance,
          g.organization_id, null, g.origin_id
        from upward cross join role g on g.organization_id = upward.id
        where g.ended_at is null ${whose(sql`g.person_id`)}`;
}

/** What is selected of all that is held in a place. */
export const heldIn = (realm: Realm, selected: SQL) => sql`
  ${"accountId" in realm ? sql`` : sql`with recursive ${stepsUpOf(realm.organizationId)}`}
  select ${selected} from (${things(realm)})`;

const invitationsTo = sql`from outbox m where m.recipient = p.email and m.invitation = 1`;

/** A person `p` of a place. */
const columns = (realm: Realm, accepted: SQL) => sql`
  p.id as person_id, p.name, p.email, p.language, ${accepted} as accepted, p.disabled_at, p.email_verified as came,
  (select json_group_array(json_object('id', h.id, 'holds', h.holds, 'accepted', h.accepted, 'since', h.since,
      'distance', h.distance, 'organization', o.name, 'partId', h.part_id, 'part', v.name))
    from (${things(realm, sql`p.id`)}) h
    left join organization o on o.id = h.organization_id
    left join virtual_account v on v.id = h.part_id) as held,
  (select m.state ${invitationsTo} order by m.created_at desc limit 1) as delivery,
  (select count(*) ${invitationsTo}) as invitations`;

/**
 * Everybody who holds something in a place or above it and passes the filter, by what the reader may call them; so many,
 * behind a person. Names are looked into only where the reader may know them, as `knownName` says.
 */
export const peopleIn = (
  realm: Realm,
  reader: SQL,
  { person, role, invited, of, after }: PeopleFilter,
  most: number,
) => {
  const text = containing(person);
  const isKnown = sql`(max(h.accepted) = 1 or ${domainIn(sql`p.email`)} = ${domainIn(sql`(${emailOf(reader)})`)})`;
  return build.all<Found>(sql`
    with recursive ${upwardIn(realm)}
    found (id, label, email, accepted) as materialized (
      select p.id, iif(${isKnown} and p.name <> '', p.name, p.email) as label, p.email, max(h.accepted)
      from (${things(realm)}) h cross join person p on p.id = h.person_id
      group by h.person_id
      having ${person ? sql`(p.email like ${text} escape '\\' or label like ${text} escape '\\')` : sql`true`}
        ${role ? sql`and max(h.holds = ${role}) = 1` : sql``}
        ${of ? sql`and max(h.origin_id = ${of}) = 1` : sql``}
        ${invited ? sql`and p.email_verified = 0 and ${isKnown}` : sql``}),
    page (id, label, email, accepted) as materialized (
      select * from found
      ${
        after
          ? sql`where (label collate nocase, email) > (
              select label collate nocase, email from found where email = ${after})
            or not exists (select 1 from found where email = ${after})`
          : sql``
      }
      order by label collate nocase, email limit ${most})
    select ${columns(realm, sql`page.accepted`)},
      (select count(*) from found) as found
    from page cross join person p on p.id = page.id
    order by page.label collate nocase, page.email`);
};

/** Whoever is behind some addresses, with what is held in a place. */
export const peopleAt = (realm: Realm, emails: readonly string[]) => {
  const accepted = sql`exists (select 1 from (${things(realm, sql`p.id`)}) h where h.accepted = 1)`;
  return build.all<PersonAt>(sql`
    ${"accountId" in realm ? sql`` : sql`with recursive ${stepsUpOf(realm.organizationId)}`}
    select ${columns(realm, accepted)} from person p
    where p.email in (select value from json_each(${JSON.stringify(emails)}))`);
};
