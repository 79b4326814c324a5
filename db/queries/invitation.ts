import { and, desc, eq, gte, isNull, or, type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { entitlement } from "#db/schema/contract.ts";
import { invitation } from "#db/schema/invitation.ts";
import { person } from "#db/schema/person.ts";
import type { MessageState } from "#src/domain/message.ts";
import type { Language } from "#src/i18n/languages.ts";

export const addInvitation = (row: typeof invitation.$inferInsert) => build.insert(invitation).values(row);

/** With what an invited person begins: numbers of a contract that the person is associated with, no others. */
export const invitationTo = (email: SQL, today: string) =>
  build
    .select({
      contractNumber: invitation.contractNumber,
      serialNumber: invitation.serialNumber,
      inviter: person.name,
    })
    .from(invitation)
    .innerJoin(person, eq(person.id, invitation.inviterId))
    .innerJoin(
      entitlement,
      and(eq(entitlement.contractNumber, invitation.contractNumber), eq(entitlement.email, invitation.email)),
    )
    .where(and(eq(invitation.email, email), or(isNull(entitlement.endsOn), gte(entitlement.endsOn, today))))
    .orderBy(desc(invitation.createdAt))
    .limit(1);

/** The language that was last chosen for an address: by an invitation, an account to activate, or a nomination. */
export const languageOfInvitation = (email: string) =>
  build.all<{ language: Language }>(sql`
    select language from (
      select language, created_at from invitation where email = ${email}
      union all select authorizer_language, created_at from smart_account where authorizer_email = ${email}
      union all select language, created_at from nominee where email = ${email})
    where language is not null order by created_at desc limit 1`);

/** What somebody has handed over, and what became of each message, which has the invitation's id. */
export const invitationsBy = (inviterId: SQL) =>
  build.all<{ email: string; createdAt: number; usedAt: number | null; delivery: MessageState | null }>(sql`
    select i.email, i.created_at, i.used_at,
      (select state from outbox where outbox.id = i.id) as delivery
    from invitation i where i.inviter_id = ${inviterId} order by i.created_at desc limit 20`);

/** The colleague has begun: all invitations to that address are used. */
export const useInvitations = (email: string, now: number) =>
  build
    .update(invitation)
    .set({ usedAt: now })
    .where(and(eq(invitation.email, email), isNull(invitation.usedAt)));
