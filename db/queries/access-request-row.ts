import { sql, type SQL } from "drizzle-orm";
import { build } from "#db/builder.ts";
import type { AccessRequestState } from "#src/domain/access-request.ts";
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
import type { Role } from "#src/domain/role.ts";
import type { Language } from "#src/i18n/languages.ts";
import {
  askedName,
  byAgent,
  placeName,
  places,
  requesterCompany,
  requesterEmail,
  wholeName,
} from "./access-request-columns.ts";
import { emailAt } from "./person.ts";
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

const requestsWhere = (condition: SQL, most: number) =>
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
    left join registration r on r.id = a.registration_id ${places}
    left join person d on d.id = a.decided_by
    join person q on q.id = a.requester_id
    where ${condition} order by a.created_at desc limit ${most}`);

export const requestById = (id: SQL | string) => requestsWhere(sql`a.id = ${id}`, 1);

export const requestsOf = (requesterId: SQL) => requestsWhere(sql`a.requester_id = ${requesterId}`, 100);

export const requestOfRegistration = (registrationId: SQL) =>
  requestsWhere(sql`a.registration_id = ${registrationId}`, 1);
