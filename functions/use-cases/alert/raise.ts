import { advisoriesConcerning } from "#db/queries/advisory.ts";
import { alertsOf, moveAlert, raiseAlert, refreshAlert } from "#db/queries/alert.ts";
import { listAt, never, recount, settleList, sinceImport } from "#db/queries/inventory-links.ts";
import { choicesAbove, readersOf } from "#db/queries/subscription.ts";
import { addNotices } from "#db/queries/urgent-notice.ts";
import { contractsListed, productsListed } from "#db/queries/watch.ts";
import { type AlertId, type OrganizationId, organizationIdOf } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { alert } from "#src/domain/reports/alert.ts";
import { isUrgent } from "#src/domain/reports/digest.ts";
import { nextDue } from "#src/domain/reports/due.ts";
import { findingsOf, type Following, followingFrom } from "#src/domain/reports/findings.ts";
import { scheduledCommand } from "#functions/command/command.ts";
import { change, type Consequences, record, together, write } from "#functions/command/consequences.ts";
import type { Context } from "#functions/context/context.ts";
import { wantingUrgent } from "#functions/standing/urgent-mail.ts";

type Alert = ReturnType<typeof alertsOf>["_"]["result"][number];

/**
 * Looks at a list in which something has changed, or changes by the day: counts it as of today, raises what is new,
 * opens again, and ends what concerns nobody any more. Very many are written in several turns.
 */
export const raiseAlerts = scheduledCommand({
  action: "alert.raise",
  input: ({ id = "", stage = "" }) => ({ id: organizationIdOf(id), revision: Number(stage) }),
  load: ({ id }) => ({
    list: listAt(id),
    readers: readersOf(id),
    choices: choicesAbove(id),
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
    const now = following.slice(0, limits.alert.perWrite);
    const dueOn = now.length < following.length ? today : (nextDue(loaded, today) ?? never);
    return {
      next,
      ...together(
        change(settleList(id, revision, { dueOn })),
        list.asOf < today || dueOn === today ? write(...recount(id, { today, dueOn, loadedAt: null })) : [],
        now.map((one) => carryOut(id, one, context)),
        now.some(isUrgentNews) &&
          write(addNotices(id, [...wantingUrgent(loaded.readers, loaded.choices).keys()], context.now)),
        // On record, and in no customer's history.
        record({ action: "alert.look", subjectId: id }),
      ),
    };
  },
});

const isUrgentNews = ({ consequence, found }: Following<Alert>) =>
  found !== null && consequence !== "refresh" && isUrgent(found);

function carryOut(
  organizationId: OrganizationId,
  { consequence, written, found }: Following<Alert>,
  { now, newId }: Context,
): Consequences {
  if (!written) {
    const id = newId<AlertId>();
    return together(
      change(raiseAlert(id, organizationId, found!, now)),
      record({ subjectId: id, organizationId, to: "open" }),
    );
  }
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
