import { sql, type SQL } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { listOf } from "#db/list.ts";
import { accessRequest, type AccessRequestState } from "#src/domain/access-request.ts";
import type {
  AccessRequestId,
  AccountId,
  LinkId,
  OrganizationId,
  PersonId,
  RegistrationId,
} from "#src/domain/ids.ts";
import type { MessageState } from "#src/domain/message.ts";
import type { RegistrationState } from "#src/domain/registration.ts";
import type { ReviewState } from "#src/domain/review.ts";
import type { Role } from "#src/domain/role.ts";
import type { Language } from "#src/i18n/languages.ts";
import { undecided } from "./access-request.ts";
import { organizationAndBelow } from "./organization.ts";
import { emailAt } from "./person.ts";
import { may, type Realm } from "./right.ts";
import { roleAccepted } from "./role.ts";

/** Somebody who was asked to decide, and what became of the last message about it. */
export interface Asked {
  readonly email: string;
  readonly name: string;
  readonly language: Language | null;
  /** They administer the place by their own doing: 1 or 0. */
  readonly accepted: 0 | 1;
  readonly at: number;
  /** The link still waits for this person: 1 or 0. */
  readonly live: 0 | 1;
  readonly linkId: LinkId;
  readonly delivery: MessageState | null;
}

/** A request with its place, its requester, whoever decided, and whom it was put to. */
export interface AccessRequestRow {
  readonly id: AccessRequestId;
  readonly state: AccessRequestState;
  readonly stage: number;
  readonly clockAt: number;
  readonly remindedAt: number | null;
  readonly registrationId: RegistrationId | null;
  readonly registrationState: RegistrationState | null;
  readonly organizationId: OrganizationId | null;
  readonly accountId: AccountId | null;
  /** The virtual account that was asked for. */
  readonly virtualAccountId: string | null;
  /** What the organization is called, or the account, with its identifier and the virtual account that was asked for. */
  readonly placeName: string;
  /** The same without virtual account. */
  readonly wholeName: string;
  /** As it was when it was asked for. */
  readonly askedName: string;
  /** The account's domain identifier. */
  readonly domainIdentifier: string | null;
  readonly contractNumber: string | null;
  readonly serialNumber: string | null;
  readonly reason: string | null;
  readonly question: string | null;
  readonly answer: string | null;
  readonly comment: string | null;
  readonly role: Role | null;
  /** JSON: the virtual accounts in which the role was given, and goes on. */
  readonly parts: string;
  readonly createdAt: number;
  readonly decidedAt: number | null;
  readonly decidedBy: PersonId | null;
  readonly decidedByName: string | null;
  /** The address with which it was decided. */
  readonly decidedByEmail: string | null;
  /** An agent decided: 1 or 0. */
  readonly byAgent: 0 | 1;
  readonly requesterId: PersonId;
  readonly requesterName: string;
  readonly requesterEmail: string;
  readonly requesterCompany: string | null;
  readonly requesterLanguage: Language | null;
  /** JSON: a list of `Asked`, in the order in which they were asked. */
  readonly asked: string;
}

export const askedOf = ({ asked }: Pick<AccessRequestRow, "asked">) => JSON.parse(asked) as readonly Asked[];

const settled = listOf(accessRequest.final);

/** What the place of a request is called: of organization `o`, or of account `c` with virtual account `u`; else as it was. */
const nameOf = (part: SQL, asItWas = sql`null`) =>
  sql`coalesce(o.name, ${asItWas}, c.name || ' (' || c.domain_identifier || ${part} || ')')`;
const wholeName = nameOf(sql`''`);
const partOf = sql`coalesce(': ' || u.name, '')`;
/** An account is as it was asked for once that is settled: what it is called since is told to whoever has something in it. */
const placeName = nameOf(partOf, sql`iif(a.decided_at is null, null, a.called)`);
const askedName = nameOf(partOf, sql`a.called`);

/** True of a request `a` for a place, or for one below it. */
export const isIn = (realm: Realm) =>
  "accountId" in realm
    ? sql`a.account_id = ${realm.accountId} and ${realm.only?.(sql`a.virtual_account_id`) ?? sql`true`}`
    : sql`a.organization_id in ${organizationAndBelow(realm.organizationId)}`;

const byAgent = sql`exists (select 1 from review v where v.subject_id = a.id and v.kind = 'accessRequest'
  and v.state in ${listOf<ReviewState>(["approved", "refused"])})`;

/** What is settled goes on under the address of that time. */
const requesterEmail = sql`iif(a.decided_at is null, q.email, ${emailAt("q", sql`a.decided_at`)})`;

/** The profile's company is today's: whoever has another address since is not told by it where that person is. */
const requesterCompany = sql`iif(${requesterEmail} = q.email, q.company, null)`;

const newestFirst = sql`a.created_at desc`;

const requestsWhere = (condition: SQL, most: number, order = newestFirst) =>
  build.all<AccessRequestRow>(sql`
    select a.id, a.state, a.stage, a.clock_at, a.reminded_at,
      a.registration_id, r.state as registration_state,
      a.organization_id, a.account_id, a.virtual_account_id, ${placeName} as place_name, ${wholeName} as whole_name,
      ${askedName} as asked_name,
      c.domain_identifier,
      a.contract_number, a.serial_number, a.reason,
      a.question, a.answer, a.comment, a.role,
      a.created_at, a.decided_at, a.decided_by, d.name as decided_by_name,
      ${emailAt("d", sql`a.decided_at`)} as decided_by_email,
      ${byAgent} as by_agent,
      (select json_group_array(v.name) from role g cross join virtual_account v on v.id = g.virtual_account_id
        where g.person_id = a.requester_id and g.origin_id = a.id and g.ended_at is null) as parts,
      a.requester_id, q.name as requester_name, ${requesterEmail} as requester_email,
      ${requesterCompany} as requester_company, q.language as requester_language,
      (select json_group_array(json_object('email', own.email, 'name', coalesce(p.name, ''), 'language', p.language,
          'accepted', a.account_id is null or exists (select 1 from role g where g.account_id = a.account_id
            and g.person_id = p.id and g.ended_at is null and ${roleAccepted}),
          'at', own.created_at, 'linkId', own.id, 'live', own.replaced_at is null and own.acted_at is null,
          'delivery', (select m.state from outbox m where m.link_id = own.id order by m.created_at desc limit 1)))
        from (select * from link where subject_id = a.id and purpose = 'decideRequest' order by created_at) own
        left join person p on p.email = own.email) as asked
    from access_request a
    left join registration r on r.id = a.registration_id
    left join organization o on o.id = a.organization_id
    left join smart_account c on c.id = a.account_id
    left join virtual_account u on u.id = a.virtual_account_id
    left join person d on d.id = a.decided_by
    join person q on q.id = a.requester_id
    where ${condition} order by ${order} limit ${most}`);

export const requestById = (id: SQL | string) => requestsWhere(sql`a.id = ${id}`, 1);

export const requestsOf = (requesterId: SQL) => requestsWhere(sql`a.requester_id = ${requesterId}`, 100);

export const requestOfRegistration = (registrationId: SQL) =>
  requestsWhere(sql`a.registration_id = ${registrationId}`, 1);

/** What the task says that a request gives somebody. */
type RequestToMind = Pick<AccessRequestRow, "id" | "placeName" | "requesterName">;

const requestsToMind = (condition: SQL, most: number) =>
  build.all<RequestToMind>(sql`
    select a.id, ${placeName} as place_name, q.name as requester_name
    from access_request a
    left join organization o on o.id = a.organization_id
    left join smart_account c on c.id = a.account_id
    left join virtual_account u on u.id = a.virtual_account_id
    join person q on q.id = a.requester_id
    where ${condition} order by ${newestFirst} limit ${most}`);

/** The requests about which a person has been asked something. */
export const requestsToAnswer = (requesterId: SQL) =>
  requestsToMind(sql`a.requester_id = ${requesterId} and a.state = 'waiting'`, 20);

/** Somebody's request on the list of its place. */
export interface ListedRequest extends Pick<
  AccessRequestRow,
  | "id"
  | "state"
  | "organizationId"
  | "domainIdentifier"
  | "placeName"
  | "reason"
  | "createdAt"
  | "decidedAt"
  | "decidedByName"
  | "byAgent"
  | "requesterId"
  | "requesterName"
  | "requesterEmail"
  | "requesterCompany"
> {
  /** All on the list. */
  readonly found: number;
}

/** Behind which request a page begins: when it was made or settled, and its id. */
export interface RequestCursor {
  readonly at: number;
  readonly id: string;
}

interface RequestPage {
  readonly after: RequestCursor | null;
  readonly most: number;
}

const listOfRequests = (condition: SQL, page: SQL, order: SQL) =>
  build.all<ListedRequest>(sql`
    with page (id) as materialized (select a.id from access_request a where ${condition} and ${page})
    select a.id, a.state, a.organization_id, c.domain_identifier,
      ${placeName} as place_name,
      a.reason, a.created_at, a.decided_at, d.name as decided_by_name, ${byAgent} as by_agent,
      a.requester_id, q.name as requester_name, ${requesterEmail} as requester_email, ${requesterCompany} as requester_company,
      (select count(*) from access_request a where ${condition}) as found
    from page cross join access_request a on a.id = page.id
    left join organization o on o.id = a.organization_id
    left join smart_account c on c.id = a.account_id
    left join virtual_account u on u.id = a.virtual_account_id
    left join person d on d.id = a.decided_by
    join person q on q.id = a.requester_id
    order by ${order}`);

const none = sql`true`;

/** Those of a place and of all below it that wait for a decision, the oldest first. */
export const undecidedIn = (realm: Realm, { after, most }: RequestPage) =>
  listOfRequests(
    sql`${isIn(realm)} and a.state in ${undecided}`,
    sql`${after ? sql`(a.created_at, a.id) > (${after.at}, ${after.id})` : none}
      order by a.created_at, a.id limit ${most}`,
    sql`a.created_at, a.id`,
  );

/** Those that are settled, the latest first. */
export const settledIn = (realm: Realm, { after, most }: RequestPage) =>
  listOfRequests(
    sql`${isIn(realm)} and a.state in ${settled}`,
    sql`${after ? sql`(a.decided_at, a.id) < (${after.at}, ${after.id})` : none}
      order by a.decided_at desc, a.id desc limit ${most}`,
    sql`a.decided_at desc, a.id desc`,
  );

/** The oldest other request there that waits for a decision which this person may make. */
export const nextUndecided = (realm: Realm, id: SQL | string, deciderId: SQL) =>
  build.all<Pick<AccessRequestRow, "id">>(sql`
    select a.id from access_request a where ${isIn(realm)} and a.state in ${undecided}
      and a.id <> ${id} and a.requester_id <> ${deciderId} order by a.created_at, a.id limit 1`);

/** The requests that somebody is asked to decide on by a link to this address, and may. */
export const requestsAskedOf = (personId: SQL, email: SQL) =>
  requestsToMind(
    sql`a.id in (select put.id from (select distinct subject_id from link where email = ${email} and purpose = 'decideRequest') l
      cross join access_request put on put.id = l.subject_id
      where put.state in ${undecided} and case when put.account_id is null
        then ${may(personId, "accessRequest.decide", { organizationId: sql`put.organization_id` })}
        else ${may(personId, "accountRequest.decide", {
          accountId: sql`put.account_id`,
          partId: sql`put.virtual_account_id`,
        })} end
      order by put.created_at desc limit ${100})`,
    100,
  );
