import { openMattersBelow } from "#db/queries/alert.ts";
import { organizationById } from "#db/queries/organization.ts";
import { contractsBelow, summariesBelow } from "#db/queries/report.ts";
import {
  choicesAbove,
  digestItem,
  lastDigestAt,
  markDigest,
  readersOf,
  subscriptionOf,
} from "#db/queries/subscription.ts";
import { limits } from "#src/domain/limits.ts";
import { coverageOf } from "#src/domain/reports/coverage.ts";
import { digestOf, periodOf } from "#src/domain/reports/digest.ts";
import { wishesAt } from "#src/domain/reports/wishes.ts";
import { scheduledCommand } from "#functions/command/command.ts";
import { change, record, tell, together } from "#functions/command/consequences.ts";

/** Makes a person's digest about an organization for a period, and sends it where something is new. */
export const makeDigest = scheduledCommand({
  action: "subscription.digest",
  input: ({ id = "", stage = "" }) => ({ item: id, ...digestItem(id), period: stage }),
  load: ({ personId, organizationId }) => ({
    subscription: subscriptionOf(personId, organizationId),
    readers: readersOf(organizationId, personId),
    choices: choicesAbove(organizationId, personId),
    organization: organizationById(organizationId),
    worst: openMattersBelow(organizationId, lastDigestAt(personId, organizationId), limits.digest.worst),
    summaries: summariesBelow(organizationId),
    contracts: contractsBelow(organizationId),
  }),
  decide: (loaded, { item, personId, organizationId, period }, { now, today }) => {
    const next = "portal";
    const [subscription] = loaded.subscription;
    const [organization] = loaded.organization;
    if (!organization || subscription?.digestDue !== period) return { next };
    const sum = (part: "covered" | "ending" | "uncovered" | "near") =>
      loaded.summaries.reduce((all, summary) => all + summary[part], 0);
    const coverage = { covered: sum("covered"), ending: sum("ending"), none: sum("uncovered") };
    const digest = digestOf({
      newMatters: loaded.worst[0]?.newMatters ?? 0,
      worst: loaded.worst,
      contractsEnding: loaded.contracts.filter((one) => coverageOf(one, today) === "ending").length,
      devicesNearEnd: sum("near"),
      coverage,
      last: subscription.digestCoverage,
    });
    const chosen = loaded.choices.map((one) => ({ ...one, urgent: null }));
    const wanted = periodOf(wishesAt(loaded.readers, chosen).digest, period) === period;
    const [reader] = loaded.readers;
    return {
      next,
      ...together(
        change(markDigest(personId, organizationId, { period, now, coverage })),
        record({ subjectId: item, to: period }),
        reader &&
          wanted &&
          digest &&
          tell(
            "report-digest",
            reader,
            { organization: organization.name, organizationId, digest, today },
            { unsubscribe: { kind: "digest", personId, organizationId } },
          ),
      ),
    };
  },
});
