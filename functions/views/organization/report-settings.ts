import { choicesAbove, readersOf } from "#db/queries/subscription.ts";
import type { OrganizationId } from "#src/domain/ids.ts";
import { wishesAt } from "#src/domain/reports/wishes.ts";
import { asker, query } from "#functions/command/query.ts";
import { heading, inPart, partRecords } from "#functions/views/place/part.ts";

/** What the asker is sent about an organization, by choice or by role. */
export const reportSettingsPage = query({
  load: ({ id }: { readonly id: OrganizationId; readonly saved?: string }, context) => ({
    ...partRecords({ organizationId: id }, "reports", context),
    held: readersOf(id, asker(context)),
    choices: choicesAbove(id, asker(context)),
  }),
  view: (actor, { held, choices, ...records }, { saved }) => {
    const at = inPart(actor, records, "reports");
    const chosen = choices.map((one) => ({ ...one, urgent: one.urgent === null ? null : one.urgent === 1 }));
    return {
      ...heading(at),
      wishes: wishesAt(held, chosen),
      isChosen: chosen.some(({ distance, digest }) => distance === 0 && digest !== null),
      isSaved: saved === "yes",
    };
  },
});
