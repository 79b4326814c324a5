import { administratorsAt } from "#db/queries/administrator.ts";
import { organizationById } from "#db/queries/organization.ts";
import { casesAbove, nobodyAdministers } from "#db/queries/vacancy.ts";
import { organizationIdOf } from "#src/domain/ids.ts";
import { counts } from "#src/domain/seat.ts";
import { scheduledCommand } from "#functions/command/command.ts";
import { hold, together } from "#functions/command/consequences.ts";
import { openReview } from "#functions/consequences/review/open.ts";
import { knownAgents } from "#functions/rights/agent.ts";

/** An organization with people has an administrator or an open case: here it gets one (src/domain/README.md 2.7, SECURITY.md I13). */
export const openVacancy = scheduledCommand({
  action: "vacancy.open",
  input: ({ id = "" }) => ({ id: organizationIdOf(id) }),
  load: ({ id }, context) => ({
    organization: organizationById(id),
    administrators: administratorsAt(id),
    cases: casesAbove(id),
    ...knownAgents(context),
  }),
  decide: (loaded, { id }, context) => {
    const [organization] = loaded.organization;
    if (!organization || loaded.administrators.some(counts) || loaded.cases.length)
      return { next: "reviews" };
    const review = openReview(
      {
        kind: "vacancy",
        subjectId: id,
        person: null,
        organizationId: id,
        placeName: organization.name,
        reasons: ["nobodyDecides"],
      },
      loaded.known,
      context,
    );
    return { next: "reviews", ...together(hold(nobodyAdministers(id)), review) };
  },
});
