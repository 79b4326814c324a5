import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import type { AccountAnswers } from "#src/domain/journeys/account/answers.ts";

type Row = Readonly<Record<string, string | number | null>>;

/**
 * What was answered of a request for an account `c`: what its people have made of it since is no data of whoever asked for it, was
 * nominated in it, or has activated it, and left.
 */
const asked = (answer: Exclude<keyof AccountAnswers, "authorizerEmail" | "adminEmails" | "userEmails">) =>
  sql`c.answers ->> ${sql.raw(`'$.${answer}'`)}`;

/** What a copy has of each kind, in its order: instants are milliseconds and end in `At`. */
const selections = (id: SQL, email: SQL) => ({
  profile: sql`id, email, name, company, phone, language, created_at from person where id = ${id}`,
  sessions: sql`user_agent, country, created_at, updated_at as used_at, expires_at from session
    where user_id = ${id} order by created_at desc`,
  identities: sql`provider, identity, created_at, ended_at, refused from (
      select provider_id as provider, account_id as identity, created_at, null as ended_at, 0 as refused from account
        where user_id = ${id}
      union all select issuer, subject, linked_at, ended_at, 1 from refused_identity where person_id = ${id}
      union all select one.value ->> '$.issuer', one.value ->> '$.subject', one.value ->> '$.linkedAt', c.changed_at, 0
        from address_change c, json_each(c.identities) one where c.person_id = ${id})
    order by created_at desc`,
  addresses: sql`old_email, new_email, state, created_at, changed_at from address_change
    where person_id = ${id} order by created_at desc`,
  associations: sql`contract_number, ends_on from entitlement where email = ${email}`,
  registrations: sql`id, state, answers ->> '$.contractNumber' as contract_number,
      answers ->> '$.serialNumber' as serial_number, answers ->> '$.organizationId' as organization_id,
      created_at, changed_at
    from registration where person_id = ${id} order by created_at desc`,
  requests: sql`q.id, o.name as organization, coalesce(q.called, c.domain_identifier) as account, q.state, q.reason, q.contract_number,
      q.serial_number, q.question, q.answer, q.comment, q.role, q.created_at, q.decided_at
    from access_request q left join organization o on o.id = q.organization_id
    left join smart_account c on c.id = q.account_id where q.requester_id = ${id} order by q.created_at desc`,
  reviews: sql`id, kind, state, question, answer, comment, created_at, decided_at from review
    where person_id = ${id} order by created_at desc`,
  claims: sql`c.id, o.name as organization, c.state, c.comment, c.created_at, c.changed_at from reclaim c
    join organization o on o.id = c.organization_id where c.claimant_id = ${id} order by c.created_at desc`,
  accounts: sql`c.id, c.kind, c.state, ${asked("accountName")} as name, ${asked("domainIdentifier")} as domain_identifier,
      ${asked("companyName")} as company_name, ${asked("country")} as country, ${asked("address")} as address,
      ${asked("address2")} as address2, ${asked("city")} as city, ${asked("region")} as region,
      ${asked("postalCode")} as postal_code, c.message, c.user_note, c.comment, c.created_at, c.activated_at, c.ended_at
    from smart_account c where c.requester_id = ${id} order by c.created_at desc`,
  activations: sql`c.id, ${asked("accountName")} as name, ${asked("domainIdentifier")} as domain_identifier, c.state,
      c.agreement_version, c.agreement_accepted_at
    from smart_account c where c.authorizer_email = ${email} order by c.created_at desc`,
  nominations: sql`${asked("domainIdentifier")} as account, n.role, n.state, n.created_at, n.changed_at from nominee n
    join smart_account c on c.id = n.account_id where n.email = ${email} order by n.created_at desc`,
  seats: sql`o.name as organization, s.position, s.origin, s.terms_version, s.terms_accepted_at, s.created_at, s.ended_at
    from seat s join organization o on o.id = s.organization_id where s.person_id = ${id} order by s.created_at desc`,
  roles: sql`o.name as organization, iif(g.ended_at is null, c.domain_identifier, ${asked("domainIdentifier")}) as account,
      iif(g.ended_at is null, v.name, null) as virtual_account, g.role, g.created_at, g.ended_at
    from role g left join organization o on o.id = g.organization_id left join smart_account c on c.id = g.account_id
    left join virtual_account v on v.id = g.virtual_account_id where g.person_id = ${id} order by g.created_at desc`,
  invitations: sql`contract_number, serial_number, language, created_at, used_at from invitation
    where inviter_id = ${id} order by created_at desc`,
  messages: sql`template, language, subject, text, state, created_at, changed_at from outbox
    where recipient = ${email} and state not in ('withheld', 'gathered') order by created_at desc`,
  choices: sql`o.name as organization, s.digest, s.urgent from subscription s
    join organization o on o.id = s.organization_id where s.person_id = ${id}`,
  alerts: sql`o.name as organization, a.kind, a.subject, a.note, a.changed_at from alert a
    join organization o on o.id = a.organization_id where a.answered_by = ${id} order by a.changed_at desc`,
  files: sql`o.name as organization, u.state, u.mode, u.sound, u.rejected, u.created_at from device_upload u
    join organization o on o.id = u.organization_id where u.person_id = ${id} order by u.created_at desc`,
  passkeys: sql`name, created_at, answered_at from passkey where person_id = ${id} order by created_at desc`,
  recoveries: sql`reason, asked_at, agreed_at from recovery where person_id = ${id} order by asked_at desc`,
  suspensions: sql`reason, suspended_at, restored_at, restored_because from suspension where person_id = ${id}
    order by suspended_at desc`,
  history: sql`at, action, subject_id, from_state, to_state, refusal from audit_event where actor = ${id} order by id desc`,
});

export type OwnDataPart = keyof ReturnType<typeof selections>;

const statement = (selection: SQL, most: number, from: number) =>
  build.all<Row>(sql`select ${selection} limit ${most} offset ${from}`);

/** The first `most` of all that is known of somebody, a statement for each kind. */
export const ownData = (id: SQL, email: SQL, most: number) =>
  Object.fromEntries(
    Object.entries(selections(id, email)).map(([part, selection]) => [part, statement(selection, most, 0)]),
  ) as Readonly<Record<OwnDataPart, ReturnType<typeof statement>>>;

/** The next `most` of one kind, after so many. */
export const moreOwnData = (part: OwnDataPart, id: SQL, email: SQL, most: number, after: number) =>
  statement(selections(id, email)[part], most, after);
