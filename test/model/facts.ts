import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import type { openDatabase } from "#db/client.ts";
import type { LinkPurpose } from "#src/domain/link.ts";
import type { ReviewKind } from "#src/domain/review.ts";
import { linkToken } from "#functions/context/secrets.ts";
import { secret } from "#test/helpers/scenery.ts";

export interface Seat {
  readonly id: string;
  readonly organizationId: string;
  readonly personId: string;
  readonly origin: string;
  readonly termsVersion: string | null;
  readonly endedAt: number | null;
}

export interface Role {
  readonly id: string;
  readonly organizationId: string | null;
  readonly accountId: string | null;
  readonly virtualAccountId: string | null;
  readonly personId: string;
  readonly role: string;
  readonly endedAt: number | null;
}

export interface Request {
  readonly id: string;
  readonly requesterId: string;
  readonly organizationId: string | null;
  readonly accountId: string | null;
  readonly virtualAccountId: string | null;
  readonly state: string;
}

export interface Review {
  readonly id: string;
  readonly kind: ReviewKind;
  readonly state: string;
  readonly personId: string | null;
}

export interface Link {
  readonly id: string;
  readonly purpose: LinkPurpose;
  readonly email: string;
  readonly subjectId: string;
  readonly nonce: string;
  readonly expiresAt: number;
  readonly replacedAt: number | null;
  readonly actedAt: number | null;
}

export interface Reclaim {
  readonly id: string;
  readonly organizationId: string;
  readonly state: string;
}

export interface Account {
  readonly id: string;
  readonly state: string;
  readonly requesterId: string;
  readonly domainIdentifier: string | null;
  readonly activationSentAt: number | null;
}

export interface Part {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly closedAt: number | null;
}

/** What is the case in one world, as its database says. */
export interface Facts {
  readonly now: number;
  readonly seats: readonly Seat[];
  readonly roles: readonly Role[];
  readonly requests: readonly Request[];
  readonly reviews: readonly Review[];
  readonly reclaims: readonly Reclaim[];
  readonly links: readonly Link[];
  readonly accounts: readonly Account[];
  readonly parts: readonly Part[];
  readonly disabled: readonly { readonly id: string }[];
  /** Everything of the world whose change is a change, and how much is on record in all: the same text, the same world. */
  readonly everything: string;
}

const list = (values: readonly string[]) => sql`(select value from json_each(${JSON.stringify(values)}))`;

/** Reads one world in one trip. */
export async function readFacts(
  { read }: Pick<ReturnType<typeof openDatabase>, "read">,
  { people, emails, organizations }: { people: string[]; emails: string[]; organizations: string[] },
): Promise<Facts> {
  const ours = list(people);
  const places = list(organizations);
  const mails = list(emails);
  const account = sql`(select id from smart_account where requester_id in ${ours})`;
  const rows = <T>(query: SQL) => build.all<T>(query);
  const { clock, disabled, rest, counted, ...found } = await read({
    clock: rows<{ offset: number }>(sql`select offset from local_clock where id = 1`),
    seats:
      rows<Seat>(sql`select id, organization_id as organizationId, person_id as personId, position, origin,
      terms_version as termsVersion, ended_at as endedAt from seat where organization_id in ${places} order by rowid`),
    roles: rows<Role>(sql`select id, organization_id as organizationId, account_id as accountId,
      virtual_account_id as virtualAccountId, person_id as personId, role, ended_at as endedAt
      from role where person_id in ${ours} order by rowid`),
    requests: rows<Request>(sql`select id, requester_id as requesterId, organization_id as organizationId,
      account_id as accountId, virtual_account_id as virtualAccountId, state, stage, question, answer, role, decided_by from access_request
      where requester_id in ${ours} order by rowid`),
    reviews:
      rows<Review>(sql`select id, kind, state, person_id as personId, question, answer, decided_by from review
      where person_id in ${ours} or organization_id in ${places} or subject_id in ${account} order by rowid`),
    reclaims: rows<Reclaim>(sql`select id, organization_id as organizationId, state from reclaim
      where organization_id in ${places} order by rowid`),
    links: rows<Link>(sql`select id, purpose, email, subject_id as subjectId, nonce, expires_at as expiresAt,
      replaced_at as replacedAt, acted_at as actedAt from link where email in ${mails} order by rowid`),
    accounts:
      rows<Account>(sql`select id, state, requester_id as requesterId, domain_identifier as domainIdentifier,
      activation_sent_at as activationSentAt from smart_account where requester_id in ${ours} order by rowid`),
    parts: rows<Part>(sql`select id, account_id as accountId, name, closed_at as closedAt from virtual_account
      where account_id in ${account} order by rowid`),
    disabled: rows<{ id: string }>(
      sql`select id from person where id in ${ours} and disabled_at is not null`,
    ),
    rest: rows<object>(sql`select id, state from registration where person_id in ${ours}
      union all select id, state from nominee where account_id in ${account} order by 1`),
    counted: rows<object>(sql`select (select count(*) from audit_event where refusal is null) as recorded,
      (select count(*) from operation) as operations, (select count(*) from link) as links,
      (select count(*) from outbox) as messages, (select count(*) from provisioning) as news,
      (select count(*) from person) as people`),
  });
  return {
    ...found,
    disabled,
    now: Date.now() + (clock[0]?.offset ?? 0),
    everything: JSON.stringify({ ...found, rest, counted }),
  };
}

/** The path of a link, as its e-mail has it. */
export const pathOf = (link: Link) => `/en/link/${linkToken(secret, link)}`;
