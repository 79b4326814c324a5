import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { build, type Statement } from "#db/builder.ts";
import { refusedIdentity } from "#db/schema/refused-identity.ts";
import type { AddressChangeId, PersonId } from "#src/domain/ids.ts";
import type { Identity } from "#src/domain/provider-sign-in.ts";
import { endIdentitiesOf } from "./identity.ts";

/** The identities that sign somebody in no more, the one that ended last first. */
export const refusedIdentitiesOf = (personId: SQL) =>
  build
    .select({
      id: refusedIdentity.id,
      issuer: refusedIdentity.issuer,
      linkedAt: refusedIdentity.linkedAt,
      endedAt: refusedIdentity.endedAt,
    })
    .from(refusedIdentity)
    .where(eq(refusedIdentity.personId, sql`${personId}`))
    .orderBy(desc(refusedIdentity.endedAt));

/** True of an identity that was ended for somebody, and not allowed again. */
export const isRefusedTo = (
  personId: SQL | PersonId,
  { issuer, subject }: Pick<Identity, "issuer" | "subject">,
) =>
  sql`exists (select 1 from refused_identity
    where person_id = ${personId} and issuer = ${issuer} and subject = ${subject})`;

const columns = sql.raw("refused_identity (id, person_id, issuer, subject, linked_at, ended_at)");

/** Identities of somebody are refused to a person, whose they are too; to be written before they end. */
const refuse = (personId: PersonId, which: SQL, now: number) =>
  build.run(sql`insert into ${columns}
    select id, ${personId}, provider_id, account_id, created_at, ${now} from account where ${which}
    on conflict do nothing`);

/** An identity of one's own; nothing where it is somebody else's. */
export const refuseIdentity = (personId: PersonId, id: string, now: number) =>
  refuse(personId, sql`id = ${id} and user_id = ${personId}`, now);

/** All identities of somebody end, and are not linked to this person anew. */
export const refuseIdentitiesOf = (personId: PersonId, now: number): Statement[] => [
  refuse(personId, sql`user_id = ${personId}`, now),
  endIdentitiesOf(personId),
];

/**
 * To whoever takes an address back is refused what signed in with it: all that is the person's now, or was until changes of address
 * since then ended it, and what was linked to whoever began anew with the old one.
 */
export const refuseIdentitiesSince = (
  { id, personId }: { readonly id: AddressChangeId; readonly personId: PersonId },
  newcomer: PersonId,
  now: number,
): Statement[] => [
  build.run(sql`insert into ${columns}
    select one.value ->> '$.id', c.person_id, one.value ->> '$.issuer', one.value ->> '$.subject',
      one.value ->> '$.linkedAt', ${now}
    from address_change c, json_each(c.identities) one
    where c.person_id = ${personId} and c.created_at >= (select created_at from address_change where id = ${id})
    on conflict do nothing`),
  refuse(personId, sql`user_id = ${newcomer}`, now),
  ...refuseIdentitiesOf(personId, now),
];

/** What signed somebody in before is allowed again: the next sign-in links it. */
export const allowIdentity = (personId: PersonId, id: string) =>
  build
    .delete(refusedIdentity)
    .where(and(eq(refusedIdentity.id, id), eq(refusedIdentity.personId, personId)));
