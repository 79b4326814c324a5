import { and, eq, type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { subscription } from "#db/schema/alert.ts";
import type { PersonId } from "#src/domain/ids.ts";
import type { Coverage } from "#src/domain/reports/coverage.ts";
import type { Wishes } from "#src/domain/reports/digest.ts";

/** What somebody has chosen to be sent about an organization; no row: what the role says. */
export const subscriptionOf = (personId: SQL | PersonId, organizationId: string) =>
  build
    .select()
    .from(subscription)
    .where(and(sql`${subscription.personId} = ${personId}`, eq(subscription.organizationId, organizationId)));

/** What all people have chosen about an organization. */
export const subscriptionsTo = (organizationId: string) =>
  build.select().from(subscription).where(eq(subscription.organizationId, organizationId));

/** Keeps a choice; what is not said stays as it was. */
export const chooseSubscription = (personId: PersonId, organizationId: string, chosen: Partial<Wishes>) =>
  build
    .insert(subscription)
    .values({ personId, organizationId, ...chosen })
    .onConflictDoUpdate({ target: [subscription.personId, subscription.organizationId], set: chosen });

/** Keeps that a period's digest was made; no row changes where it was made before, so that nobody gets two. */
export const markDigest = (
  personId: PersonId,
  organizationId: string,
  { period, now, coverage }: { period: string; now: number; coverage: Readonly<Record<Coverage, number>> },
) =>
  build
    .insert(subscription)
    .values({ personId, organizationId, digestOf: period, digestAt: now, digestCoverage: coverage })
    .onConflictDoUpdate({
      target: [subscription.personId, subscription.organizationId],
      set: { digestOf: period, digestAt: now, digestCoverage: coverage },
      setWhere: sql`${subscription.digestOf} is null or ${subscription.digestOf} < ${period}`,
    });
