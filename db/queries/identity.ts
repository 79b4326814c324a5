import { and, asc, eq, ne, isNotNull, type SQL, sql } from "drizzle-orm";
import { build, not } from "#db/builder.ts";
import { account, person, session } from "#db/schema/person.ts";
import type { PersonId } from "#src/domain/ids.ts";
import type { Identity } from "#src/domain/provider-sign-in.ts";
import type { Language } from "#src/i18n/languages.ts";
import { hasPasskey } from "./person.ts";

type Known = Pick<Identity, "issuer" | "subject">;

const columns = {
  id: person.id,
  email: person.email,
  name: person.name,
  language: person.language,
  disabledAt: person.disabledAt,
  hasPasskey: sql<0 | 1>`${hasPasskey(sql`person.id`)}`.as("has_passkey"),
};

/** Whoever signs in here with an identity at a provider. */
export const personOfIdentity = ({ issuer, subject }: Known) =>
  build
    .select(columns)
    .from(account)
    .innerJoin(person, eq(person.id, account.userId))
    .where(and(eq(account.providerId, issuer), eq(account.accountId, subject)));

/** Whoever has an address; whether an identity at this provider is theirs already, and whether this one was ended for them. */
export const personToIdentify = (email: string, { issuer, subject }: Known) =>
  build
    .select({
      ...columns,
      hasIdentity: sql<0 | 1>`exists (select 1 from account
        where user_id = person.id and provider_id = ${issuer})`.as("has_identity"),
      isRefused: sql<0 | 1>`exists (select 1 from refused_identity
        where person_id = person.id and issuer = ${issuer} and subject = ${subject})`.as("is_refused"),
    })
    .from(person)
    .where(eq(person.email, email));

/** Somebody new, whose address a provider has proven. Fails where the address is known by then. */
export const addProvenPerson = (
  row: { readonly id: PersonId; readonly email: string; readonly name: string; readonly language: Language },
  now: number,
) =>
  build
    .insert(person)
    .values({ ...row, emailVerified: true, createdAt: new Date(now), updatedAt: new Date(now) });

/** Somebody has come: what the provider says of them fills what is empty. No row changes where access is suspended. */
export const welcome = (id: PersonId, { name, language }: { name: string; language: Language }) =>
  build.run(sql`update person set email_verified = 1, language = coalesce(language, ${language}),
    name = case when name = '' then ${name} else name end where id = ${id} and disabled_at is null and erased_at is null`);

/** From now on somebody signs in with this identity; fails where it is another's, or this person has another one there. */
export const addIdentity = (id: string, userId: PersonId, { issuer, subject }: Known, now: number) =>
  build.insert(account).values({
    id,
    userId,
    providerId: issuer,
    accountId: subject,
    createdAt: new Date(now),
    updatedAt: new Date(now),
  });

/** The identities with which somebody signs in, in the order in which they came. */
export const identitiesOf = (userId: SQL) =>
  build
    .select({ id: account.id, issuer: account.providerId, linkedAt: account.createdAt })
    .from(account)
    .where(eq(account.userId, sql`${userId}`))
    .orderBy(asc(account.createdAt));

/** An identity of somebody ends; no row changes where it has, or is somebody else's. */
export const endIdentity = (userId: PersonId, id: string) =>
  build.delete(account).where(and(eq(account.id, id), eq(account.userId, userId)));

/** Ends the sessions of somebody that a provider has begun, but for one. */
export const endBegunByProviderBut = (userId: PersonId, token: string) =>
  build
    .delete(session)
    .where(and(eq(session.userId, userId), isNotNull(session.authenticatedAt), ne(session.token, token)));

/** Nobody signs in as somebody any more by an identity at a provider, until one is linked anew. */
export const endIdentitiesOf = (userId: PersonId) => build.delete(account).where(eq(account.userId, userId));

/** True while somebody signs in with this identity. */
export const isIdentityOf = (userId: PersonId, { issuer, subject }: Known) =>
  sql`exists (select 1 from account
    where user_id = ${userId} and provider_id = ${issuer} and account_id = ${subject})`;

/** True while somebody has no passkey. */
export const hasNoPasskey = (id: PersonId) => not(hasPasskey(sql`${id}`));

/** True of a session for which a provider has vouched that its sign-in was strong. */
export const isStrongSession = (token: string) => sql`exists (select 1 from session
  where token = ${token} and authenticated_at is not null and proved_at is not null)`;

/** When a provider has begun a session, 0: it does not say; nothing where a code did. */
export const begunByProvider = (token: string) =>
  build.all<{ authenticatedAt: number }>(sql`
    select authenticated_at from session where token = ${token} and authenticated_at is not null`);
