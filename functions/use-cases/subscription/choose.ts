import { chooseSubscription, subscriptionOf } from "#db/queries/subscription.ts";
import { organizationIdOf } from "#src/domain/ids.ts";
import { invalid } from "#src/domain/refusal.ts";
import { digestRhythms } from "#src/domain/reports/digest.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import { command } from "#functions/command/command.ts";
import { hold, record, together, write } from "#functions/command/consequences.ts";
import { asker } from "#functions/command/query.ts";
import { inOrganization, placeRecords } from "#functions/rights/place.ts";

/** Somebody chooses what to be sent about an organization. */
export const chooseEmails = command({
  action: "subscription.choose",
  input: ({ id = "", digest: typed, urgent }) => {
    const digest = digestRhythms.find((rhythm) => rhythm === typed);
    if (!digest) throw invalid({ digest: { key: "alerts.errors.digest" } });
    return { id: organizationIdOf(id), digest, urgent: urgent === "yes" };
  },
  load: ({ id }, context) => ({
    ...placeRecords({ organizationId: id }, context),
    before: subscriptionOf(asker(context), id),
  }),
  allow: inOrganization("report.read"),
  decide: ({ person, right }, { before: [before] }, { id, ...chosen }) => {
    const next = `${organizationAddress(id, "reports/settings")}?saved=yes`;
    if (before?.digest === chosen.digest && before.urgent === chosen.urgent) return { next };
    return {
      next,
      ...together(
        hold(right),
        write(chooseSubscription(person.id, id, chosen)),
        // One's own matter: on record, and in no customer's history.
        record({ subjectId: person.id, to: chosen.digest }),
      ),
    };
  },
});
