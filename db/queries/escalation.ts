import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { escalation } from "#src/domain/access-request.ts";
import { seatCounts } from "./administrator.ts";
import type { Due } from "./due.ts";
import { downwardFrom, upwardOf } from "./organization.ts";
import { may } from "./right.ts";

/** A request in the state in which it was found: whom it was put to, and since when it waits, are part of it. */
const found = sql`a.id, a.clock_at || '.' || a.stage || '.' || (select count(*) from link
  where subject_id = a.id and purpose = 'decideRequest') as stage`;

const dueSince = (now: number) =>
  sql.join(
    escalation
      .slice(1)
      .map(
        ({ after }, stage) =>
          sql`(a.state = 'pending' and a.stage = ${stage} and a.clock_at <= ${now - after})`,
      ),
    sql` or `,
  );

/** Requests that have waited so long that they must be passed on. */
export const requestsToPassOn = (now: number, after: string, most: number) =>
  build.all<Due>(sql`select ${found} from access_request a
    where +a.id > ${after} and (${dueSince(now)}) order by a.id limit ${most}`);

const decides = (personId: SQL) => sql`(${personId} <> a.requester_id and case when a.account_id is null
  then ${may(personId, "accessRequest.decide", { organizationId: sql`a.organization_id` })}
  else ${may(personId, "accountRequest.decide", {
    accountId: sql`a.account_id`,
    partId: sql`a.virtual_account_id`,
  })} end)`;

const somebodyElseDecides = sql`case when a.account_id is null
  then exists (with recursive ${upwardOf(sql`a.organization_id`)}
    select 1 from upward cross join seat s on s.organization_id = upward.id
    where s.person_id <> a.requester_id and ${seatCounts})
  else exists (select 1 from role g join person holder on holder.id = g.person_id and holder.disabled_at is null
    where g.account_id = a.account_id and g.person_id <> a.requester_id and g.virtual_account_id is null
      and g.role = 'smart-account-administrator' and g.ended_at is null) end`;

const withAgent = escalation.length - 1;

/** Requests for a place in which it may have changed who decides, for one below it, or about which that may have changed. */
const mayBeInVain = sql`
  select request_id as id from deciders_changed where request_id is not null
  union select a.id from (with recursive ${downwardFrom(
    sql`select organization_id from deciders_changed where organization_id is not null`,
  )} select id from below) place
  cross join access_request a on a.organization_id = place.id and a.state = 'pending'
  union select a.id from (select distinct account_id from deciders_changed where account_id is not null) place
  cross join access_request a on a.account_id = place.account_id and a.state = 'pending'`;

const inVain = sql`from (${mayBeInVain}) may_be cross join access_request a on a.id = may_be.id
  where a.state = 'pending'
    and not exists (select 1 from link l join person p on p.email = l.email
      where l.subject_id = a.id and l.purpose = 'decideRequest' and l.replaced_at is null and l.acted_at is null
        and ${decides(sql`p.id`)})
    and (a.stage < ${withAgent} or ${somebodyElseDecides})`;

/** Requests that nobody who was asked may decide any more: others are asked, or an agent. */
export const requestsInVain = (_now: number, after: string, most: number) =>
  build.all<Due>(sql`select ${found} ${inVain} and a.id > ${after} order by a.id limit ${most}`);

/** True when some request waits in vain, at the instant of the statement. */
export const someInVain = sql`exists (select 1 ${inVain})`;
