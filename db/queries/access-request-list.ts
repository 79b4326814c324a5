import { sql, type SQL } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { listOf } from "#db/list.ts";
import { accessRequest } from "#src/domain/access-request.ts";
import { byAgent, placeName, places, requesterCompany, requesterEmail } from "./access-request-columns.ts";
import { undecided } from "./access-request.ts";
import type { AccessRequestRow } from "./access-request-row.ts";
import { organizationAndBelow } from "./organization.ts";
import { may, type Realm } from "./right.ts";

const settled = listOf(accessRequest.final);

/** True of a request `a` for a place, or for one below it. */
export const isIn = (realm: Realm) =>
  "accountId" in realm
    ? sql`a.account_id = ${realm.accountId} and ${realm.only?.(sql`a.virtual_account_id`) ?? sql`true`}`
    : sql`a.organization_id in ${organizationAndBelow(realm.organizationId)}`;

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
    from page cross join access_request a on a.id = page.id ${places}
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

/** What the task says that a request gives somebody. */
type RequestToMind = Pick<AccessRequestRow, "id" | "placeName" | "requesterName">;

const requestsToMind = (condition: SQL, most: number) =>
  build.all<RequestToMind>(sql`
    select a.id, ${placeName} as place_name, q.name as requester_name
    from access_request a ${places}
    join person q on q.id = a.requester_id
    where ${condition} order by a.created_at desc limit ${most}`);

/** The requests about which a person has been asked something. */
export const requestsToAnswer = (requesterId: SQL) =>
  requestsToMind(sql`a.requester_id = ${requesterId} and a.state = 'waiting'`, 20);

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
