import { type SQL, sql } from "drizzle-orm";
import { build, type Statement } from "#db/builder.ts";
import type { OperationId, PersonId } from "#src/domain/ids.ts";
import { isAccepted } from "./administrator.ts";

interface Passing {
  readonly from: PersonId;
  readonly to: PersonId;
  /** When it comes, or came, with a change of address. */
  readonly at: number;
}

/** A review goes on to be about whoever holds what it gave. */
const reviewsFollow = ({ from, to }: Passing) =>
  build.run(sql`update review set person_id = ${to} where person_id = ${from} and id in (
    select origin_id from seat where person_id = ${to} union select origin_id from role where person_id = ${to})`);

/** All that was given to one person is another's, but what that one holds already. */
export const passOn = (passing: Passing): Statement[] => [
  ...["role", "seat"].map((table) =>
    build.run(sql`update or ignore ${sql.raw(table)} set person_id = ${passing.to}, came_at = ${passing.at}
      where person_id = ${passing.from}`),
  ),
  reviewsFollow(passing),
];

/** What has come so goes back to the address that it was given to, whoever reads it. */
export const giveBack = (passing: Passing): Statement[] => [
  ...["role", "seat"].map((table) =>
    build.run(sql`update ${sql.raw(table)} set person_id = ${passing.to}
      where person_id = ${passing.from} and came_at = ${passing.at}`),
  ),
  reviewsFollow(passing),
];

const came = (table: string) => sql`exists (select 1 from ${sql.raw(table)} held
  where held.person_id = c.person_id and held.came_at = c.changed_at)`;

/** A change of address that was made, if anything has come with it. */
export const cameWith = (changeId: SQL) =>
  build.all<{ id: string }>(sql`
    select c.id from address_change c
    where c.id = ${changeId} and c.state = 'made' and (${came("role")} or ${came("seat")})`);

interface Ending {
  readonly personId: PersonId;
  /** Whom others have made of the new address. */
  readonly strangerId: PersonId;
  readonly operationId: OperationId;
  readonly now: number;
}

/** Of two nominations of one person for one organization that which came with the new address goes on, and so does a seat. */
export function endNominationsBeside({ personId, strangerId, operationId, now }: Ending): Statement[] {
  const doubled = sql`(select s.id from seat s where s.person_id = ${personId} and s.ended_at is null
    and not ${isAccepted("s")} and exists (select 1 from seat given where given.person_id = ${strangerId}
      and given.organization_id = s.organization_id and given.ended_at is null))`;
  return [
    build.run(sql`insert into audit_event (at, actor, action, subject_id, organization_id, from_state, to_state, operation_id)
      select ${now}, ${personId}, 'address.change', id, organization_id, origin, 'ended', ${operationId}
      from seat where id in ${doubled}`),
    build.run(sql`update link set replaced_at = ${now}
      where acted_at is null and replaced_at is null and subject_id in ${doubled}`),
    build.run(sql`update seat set ended_at = ${now} where id in ${doubled}`),
  ];
}
