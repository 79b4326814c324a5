import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { containing } from "#db/containing.ts";
import { listOf } from "#db/list.ts";
import type { AccountId, OperationId, OrganizationId } from "#src/domain/ids.ts";
import type { AlertKind } from "#src/domain/reports/alert.ts";
import type { AuditAction } from "#src/i18n/history.ts";
import { isAccepted } from "./administrator.ts";
import { organizationAndBelow } from "./organization.ts";
import { emailAt, sinceCame } from "./person.ts";
import type { Realm } from "./right.ts";
import { roleAccepted } from "./role.ts";

/** What a page of the history is limited to; instants in milliseconds. */
export interface HistoryFilter {
  /** A part of the name or address of whoever did it or whom it is about. */
  readonly person: string;
  readonly action: string;
  readonly from: number | null;
  readonly until: number | null;
  /** The addresses of agents, by which nothing is found: what they do is told without their names. */
  readonly agents: readonly string[];
}

/** Something that was done, or tried, with the people whom it names by id. */
export interface EventRow {
  readonly id: number;
  readonly at: number;
  /** A person's id, or `system`. */
  readonly actor: string;
  readonly actorName: string | null;
  readonly actorEmail: string | null;
  /** Whoever did it may be named to anybody who reads it: 1 or 0. */
  readonly actorKnown: 0 | 1;
  /** It was done as an agent, whoever is one today: 1 or 0. */
  readonly byAgent: 0 | 1;
  readonly action: string;
  readonly organizationId: OrganizationId | null;
  readonly organizationName: string | null;
  /** Of a role in a part of a Smart Account: the virtual account. */
  readonly partName: string | null;
  /** Of an alert: what it is about. */
  readonly alertOrganizationId: OrganizationId | null;
  readonly alertKind: AlertKind | null;
  readonly alertSubject: string | null;
  readonly alertTitle: string | null;
  readonly alertTitles: string | null;
  /** Of a file of devices: what loading it has done. */
  readonly uploadOrganizationId: OrganizationId | null;
  readonly added: number | null;
  readonly changed: number | null;
  readonly retired: number | null;
  readonly subjectId: string;
  readonly aboutId: string | null;
  readonly aboutName: string | null;
  readonly aboutEmail: string | null;
  /** Whoever it is about came by themselves, or has accepted: 1 or 0. */
  readonly aboutAccepted: 0 | 1;
  readonly fromState: string | null;
  readonly toState: string | null;
  /** The kind of the refusal, where nothing came of it. */
  readonly refusal: string | null;
  readonly operationId: OperationId;
}

/** True of an audit event `e` of a place, of one below it, or of what belongs to it. */
export const happenedIn = (realm: Realm) =>
  "accountId" in realm
    ? ofAccount(realm.accountId)
    : sql`e.organization_id in ${organizationAndBelow(realm.organizationId)}`;

/** True of an audit event `e` of one matter. */
export const happenedTo = (subjectId: string) => sql`e.subject_id = ${subjectId}`;

/** A history that is limited by nothing. */
export const everything: HistoryFilter = { person: "", action: "", from: null, until: null, agents: [] };

/** What agents alone do, and erasing, which others do to themselves. */
export const agentsActs: readonly AuditAction[] = [
  "access.restore",
  "access.suspend",
  "apiKey.create",
  "apiKey.end",
  "message.resend",
  "passkey.recover",
  "person.erase",
  "review.decide",
  "review.handBack",
  "review.note",
  "review.refuse",
  "review.take",
  "seat.end",
];

/** True of an event `e` of somebody `a` who did it as an agent: an operation's id begins with its action. Whoever erases oneself is erased. */
const byAgent = sql`(a.erased_at is null and a.id is not null
  and substr(e.operation_id, 1, instr(e.operation_id, ':') - 1) in ${listOf(agentsActs)})`;

const ofAccount = (accountId: SQL | AccountId) => sql`e.subject_id in (
  select ${accountId} union select id from role where account_id = ${accountId}
  union select id from access_request where account_id = ${accountId}
  union select id from virtual_account where account_id = ${accountId}
  union select id from nominee where account_id = ${accountId}
  union select id from review where subject_id = ${accountId} and kind = 'identifierChange')`;

/** What was done to somebody tells a name only once they have accepted, neither by being shown nor by being found. */
const aboutAccepted = sql`(case when s.id is not null then ${isAccepted("s")}
  when g.id is not null then ${roleAccepted} else 1 end)`;

/** Of a review, when the seat that it gave came to its holder. */
const cameByReview = sql`(select max(n.came_at) from seat n where n.person_id = v.person_id and n.origin_id = v.id)`;

/** The address of somebody at the time of an event `e`; of what came with a later one, that. */
const emailThen = (alias: "p" | "a") =>
  emailAt(
    alias,
    alias === "p" ? sinceCame(sql`e.at`, sql`s.came_at`, sql`g.came_at`, cameByReview) : sql`e.at`,
  );

/**
 * Whoever does something to themselves is named as whom it is about, and others by what they did; but who refuses to be somebody
 * there has done nothing there. An address is changed by whoever has it, also where what was held has stayed with the old one, and
 * is somebody else's since.
 */
const actorKnown = sql`(case when a.id is p.id then ${aboutAccepted}
  when p.id is null then e.action <> 'account.answer-nomination' or e.to_state is not 'refused'
  else e.action not like 'address.%' end)`;

/** Where the next page begins: behind this event. */
export interface HistoryCursor {
  readonly at: number;
  readonly id: number;
}

/** Whom an event `e` is about, by what was done to. */
const subjects = sql`
  left join seat s on s.id = e.subject_id
  left join role g on g.id = e.subject_id
  left join registration r on r.id = e.subject_id
  left join access_request q on q.id = e.subject_id
  left join review v on v.id = e.subject_id
  left join reclaim c on c.id = e.subject_id
  left join person p on p.id = coalesce(s.person_id, g.person_id, r.person_id, q.requester_id, v.person_id,
    c.claimant_id, e.subject_id)
  left join person a on a.id = e.actor`;

/**
 * The events of a scope that pass the filter, newest first, so many; `scope` is a condition on `e`. They are cut to the
 * page before anything is looked up about them.
 */
export function eventsWhere(
  scope: SQL,
  filter: HistoryFilter,
  { after, most }: { readonly after: HistoryCursor | null; readonly most: number },
) {
  const text = containing(filter.person);
  return build.all<EventRow>(sql`
    with page (id) as materialized (
      select e.id from audit_event e ${filter.person ? subjects : sql``}
      where ${scope}
        ${after ? sql`and (e.at, e.id) < (${after.at}, ${after.id})` : sql``}
        ${filter.action ? sql`and e.action = ${filter.action}` : sql``}
        ${filter.from === null ? sql`` : sql`and e.at >= ${filter.from}`}
        ${filter.until === null ? sql`` : sql`and e.at < ${filter.until}`}
        ${
          filter.person
            ? sql`and (not (${byAgent} or ${emailThen("a")} in (select value from json_each(${JSON.stringify(filter.agents)})))
                  and (${actorKnown} and a.name like ${text} escape '\\' or ${emailThen("a")} like ${text} escape '\\')
                or ${aboutAccepted} and p.name like ${text} escape '\\' or ${emailThen("p")} like ${text} escape '\\')`
            : sql``
        }
      order by e.at desc, e.id desc limit ${most})
    select e.id, e.at, e.actor, a.name as actor_name, ${emailThen("a")} as actor_email, ${actorKnown} as actor_known,
      ${byAgent} as by_agent, e.action,
      e.organization_id, o.name as organization_name, w.name as part_name,
      p.id as about_id, p.name as about_name, ${emailThen("p")} as about_email,
      ${aboutAccepted} as about_accepted,
      e.from_state, e.to_state, e.refusal, e.operation_id, e.subject_id,
      l.organization_id as alert_organization_id, l.kind as alert_kind, l.subject as alert_subject,
      coalesce(x.title, z.name) as alert_title, x.titles as alert_titles,
      u.organization_id as upload_organization_id, u.added, u.changed, u.retired
    from page cross join audit_event e on e.id = page.id
    left join organization o on o.id = e.organization_id
    ${subjects}
    left join virtual_account w on w.id = g.virtual_account_id
    left join alert l on l.id = e.subject_id
    left join advisory x on l.kind in ('security', 'product') and x.id = l.subject
    left join product z on l.kind in ('support', 'sale') and z.product_id = l.subject
    left join device_upload u on u.id = e.subject_id
    order by e.at desc, e.id desc`);
}
