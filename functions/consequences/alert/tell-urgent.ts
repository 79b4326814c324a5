import { countAttempt } from "#db/queries/record.ts";
import { choicesAbove, readersOf, toldAtOnce, urgentMail } from "#db/queries/subscription.ts";
import type { AlertId, OrganizationId } from "#src/domain/ids.ts";
import { limits, window } from "#src/domain/limits.ts";
import { rankOf } from "#src/domain/reports/advisory.ts";
import { isUrgent } from "#src/domain/reports/digest.ts";
import type { Found } from "#src/domain/reports/findings.ts";
import { wishesAt } from "#src/domain/reports/wishes.ts";
import type { Named } from "#src/i18n/alerts.ts";
import { change, type Consequences, nothing, tell, together } from "#functions/command/consequences.ts";
import type { Loaded } from "#functions/command/query.ts";
import type { Context } from "#functions/context/context.ts";

/** Who may have to be told at once of what concerns an organization. */
export const urgentRecords = (id: OrganizationId, { now }: Context) => ({
  readers: readersOf(id),
  choices: choicesAbove(id),
  told: toldAtOnce(id, now - window.day),
});

interface News {
  readonly organization: { readonly id: OrganizationId; readonly name: string };
  /** What was raised or has opened again, with its titles. */
  readonly alerts: readonly (Found & Named & { readonly id: AlertId })[];
}

/** Tells of security alerts that are critical or high whoever wants to know at once; each person once a day. */
export function tellUrgent(
  { organization, alerts }: News,
  { readers, choices, told }: Loaded<ReturnType<typeof urgentRecords>>,
  { now }: Context,
): Consequences {
  const urgent = alerts.filter(isUrgent).toSorted((a, b) => rankOf(a.severity) - rankOf(b.severity));
  if (!urgent.length) return nothing;
  const informed = new Set(told.map(({ personId }) => personId));
  const people = Map.groupBy(readers, ({ personId }) => personId);
  const wanting = [...people].flatMap(([personId, held]) => {
    const chosen = choices
      .filter((one) => one.personId === personId)
      .map((one) => ({ ...one, urgent: one.urgent === null ? null : one.urgent === 1 }));
    if (informed.has(personId) || !wishesAt(held, chosen).urgent) return [];
    // Stopped where it was said: for all below it too.
    const [said] = [...held, ...chosen.filter((one) => one.urgent !== null)].sort(
      (a, b) => a.distance - b.distance,
    );
    return [{ personId, reader: held[0]!, organizationId: said!.organizationId }];
  });
  const allowance = { since: now - window.day, most: limits.urgentMail.perPersonDay };
  return together(
    wanting.map(({ personId, reader, organizationId }) =>
      together(
        change(countAttempt(urgentMail, personId, now, [allowance])),
        tell(
          "alert-raised",
          reader,
          { organization: organization.name, organizationId: organization.id, alerts: urgent },
          { unsubscribe: { kind: "urgent", personId, organizationId } },
        ),
      ),
    ),
  );
}
