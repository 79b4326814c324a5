import { and, eq, type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { mover } from "#db/move.ts";
import type { link } from "#db/schema/link.ts";
import { registration } from "#db/schema/registration.ts";
import type { PersonId, RegistrationId } from "#src/domain/ids.ts";
import type { OnboardingAnswers } from "#src/domain/journeys/onboarding/situation.ts";
import { registration as lifecycle } from "#src/domain/registration.ts";

export const startRegistration = (row: {
  id: RegistrationId;
  personId: PersonId;
  answers: OnboardingAnswers;
  createdAt: number;
}) => build.insert(registration).values({ ...row, state: "draft", changedAt: row.createdAt });

export const registrationById = (id: SQL) => build.select().from(registration).where(eq(registration.id, id));

/** Changes answers as long as the registration is a draft. */
export const saveAnswers = (id: RegistrationId, answers: OnboardingAnswers, now: number) =>
  build
    .update(registration)
    .set({ answers, changedAt: now })
    .where(and(eq(registration.id, id), eq(registration.state, "draft")));

/** Holds a draft as it was read: no row changes once it has gone on, or a newer link of this purpose was sent. */
export const holdDraft = (
  id: RegistrationId,
  purpose: (typeof link.$inferSelect)["purpose"],
  newestLinkId: string | null,
  now: number,
) =>
  build
    .update(registration)
    .set({ changedAt: now })
    .where(
      and(
        eq(registration.id, id),
        eq(registration.state, "draft"),
        sql`(select l.id from link l where l.subject_id = ${id} and l.purpose = ${purpose}
          order by l.created_at desc limit 1) is ${newestLinkId}`,
      ),
    );

/** Moves a registration on by an event, from the state in which it was read. */
export const moveRegistration = mover(registration, lifecycle);
