import { countAttempt } from "#db/queries/record.ts";
import { choicesAboveEach, readersOfEach } from "#db/queries/subscription.ts";
import { dropNotices, noticesOf, organizationsNoticed, urgentMail } from "#db/queries/urgent-notice.ts";
import type { OrganizationId, PersonId } from "#src/domain/ids.ts";
import { limits, window } from "#src/domain/limits.ts";
import { isUrgent } from "#src/domain/reports/digest.ts";
import { mattersOf } from "#src/domain/reports/matters.ts";
import { scheduledCommand } from "#functions/command/command.ts";
import { change, record, tell, together } from "#functions/command/consequences.ts";
import { wantingUrgent } from "#functions/standing/urgent-mail.ts";

/**
 * Tells somebody at once of security alerts that are critical or high: of all, in every organization, that this person
 * was not told of yet, in one mail. What is raised within a day of it waits for the next.
 */
export const tellUrgent = scheduledCommand({
  action: "alert.tell",
  input: ({ id = "" }) => ({ personId: id as PersonId }),
  load: ({ personId }) => {
    const noticed = organizationsNoticed(personId);
    return {
      notices: noticesOf(personId),
      readers: readersOfEach(noticed, personId),
      choices: choicesAboveEach(noticed, personId),
    };
  },
  decide: ({ notices, readers, choices }, { personId }, { now }) => {
    const next = "portal";
    if (!notices.length) return { next };
    const wanting = (organizationId: OrganizationId) => {
      const here = ({ about }: { about: OrganizationId }) => about === organizationId;
      return wantingUrgent(readers.filter(here), choices.filter(here)).get(personId);
    };
    const places = new Map(notices.map(({ organizationId }) => [organizationId, wanting(organizationId)]));
    const told = notices.filter(
      (one) => one.state === "open" && isUrgent(one) && places.get(one.organizationId),
    );
    const [first] = told.map((one) => places.get(one.organizationId)!);
    const said = new Set(told.map((one) => places.get(one.organizationId)!.saidAt));
    const saidAt = said.size === 1 ? first!.saidAt : null;
    const allowance = { since: now - window.day, most: limits.urgentMail.perPersonDay };
    return {
      next,
      ...together(
        change(
          dropNotices(
            personId,
            notices.map(({ id }) => id),
          ),
        ),
        // On record, and in no customer's history.
        record({ subjectId: personId }),
        first && [
          change(countAttempt(urgentMail, personId, now, [allowance])),
          tell(
            "alert-raised",
            first.reader,
            { saidAt, matters: mattersOf(told) },
            { unsubscribe: { kind: "urgent", personId, organizationId: saidAt } },
          ),
        ],
      ),
    };
  },
});
