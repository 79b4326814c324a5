import { advisoriesConcerning } from "#db/queries/advisory.ts";
import { alertsOf, moveAlert, raiseAlert, refreshAlert } from "#db/queries/alert.ts";
import { listAt, never, recount, settleList, sinceImport } from "#db/queries/inventory-links.ts";
import { organizationById } from "#db/queries/organization.ts";
import { contractsListed, productsListed } from "#db/queries/watch.ts";
import { type AlertId, type OrganizationId, organizationIdOf } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { alert } from "#src/domain/reports/alert.ts";
import { nextDue } from "#src/domain/reports/due.ts";
import { findingsOf, type Following, followingFrom } from "#src/domain/reports/findings.ts";
import { scheduledCommand } from "#functions/command/command.ts";
import { change, type Consequences, record, together, write } from "#functions/command/consequences.ts";
import { tellUrgent, urgentRecords } from "#functions/consequences/alert/tell-urgent.ts";
import type { Context } from "#functions/context/context.ts";

type Alert = ReturnType<typeof alertsOf>["_"]["result"][number];

/** What follows for one alert, by its id also where it is raised only now. */
type Identified = Following<Alert> & { readonly id: AlertId };

/**
 * Looks at a list in which something has changed, or changes by the day: counts it as of today, raises what is new,
 * opens again, and ends what concerns nobody any more. Very many are written in several turns.
 */
export const raiseAlerts = scheduledCommand({
  action: "alert.raise",
  input: ({ id = "", stage = "" }) => ({ id: organizationIdOf(id), revision: Number(stage) }),
  load: ({ id }, context) => ({
    list: listAt(id),
    organization: organizationById(id),
    ...urgentRecords(id, context),
    alerts: alertsOf(id),
    advisories: advisoriesConcerning(id),
    products: productsListed(id),
    contracts: contractsListed(id),
  }),
  decide: (loaded, { id, revision }, context) => {
    const next = "organizations";
    const { today } = context;
    const [list] = loaded.list;
    const isDue = list && list.dueOn !== sinceImport && list.dueOn <= today;
    if (!isDue || list.revision !== revision) return { next };
    const following = followingFrom(loaded.alerts, findingsOf(loaded, today));
    const now = following
      .slice(0, limits.alert.perWrite)
      .map((one) => ({ ...one, id: one.written?.id ?? context.newId<AlertId>() }));
    const dueOn = now.length < following.length ? today : (nextDue(loaded, today) ?? never);
    return {
      next,
      ...together(
        change(settleList(id, revision, { dueOn })),
        list.asOf < today || dueOn === today ? write(...recount(id, { today, dueOn, loadedAt: null })) : [],
        now.map((one) => carryOut(id, one, context)),
        tellUrgent({ organization: loaded.organization[0]!, alerts: newsIn(now, loaded) }, loaded, context),
        // On record, and in no customer's history.
        record({ action: "alert.look", subjectId: id }),
      ),
    };
  },
});

/** What is new, with the titles of advisories. */
const newsIn = (
  following: readonly Identified[],
  { advisories }: { advisories: readonly { id: string; title: string; titles: string }[] },
) =>
  following.flatMap(({ id, consequence, found }) => {
    if (!found || consequence === "refresh") return [];
    const { title = null, titles = null } = advisories.find((one) => one.id === found.subject) ?? {};
    return [{ ...found, id, title, titles }];
  });

function carryOut(
  organizationId: OrganizationId,
  { id, consequence, written, found }: Identified,
  { now }: Context,
): Consequences {
  if (!written)
    return together(
      change(raiseAlert(id, organizationId, found!, now)),
      record({ subjectId: id, organizationId, to: "open" }),
    );
  if (consequence === "refresh") return write(refreshAlert(written.id, found!));
  const event = consequence === "lapse" ? "lapse" : "reopen";
  return together(
    change(moveAlert(written, event, now)),
    found && write(refreshAlert(written.id, found)),
    record({
      action: `alert.${event}`,
      subjectId: written.id,
      organizationId,
      from: written.state,
      to: alert.next(written.state, event),
    }),
  );
}
