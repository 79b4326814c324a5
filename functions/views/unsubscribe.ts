import { organizationById } from "#db/queries/organization.ts";
import { subscriptionOf } from "#db/queries/subscription.ts";
import { organizationIdOf, type PersonId } from "#src/domain/ids.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { query } from "#functions/command/query.ts";
import { isStopped, stoppedBy } from "#functions/context/unsubscribe.ts";

const nobody = { personId: "" as PersonId, organizationId: organizationIdOf("") };

/** What the address in a message stops; whoever has the message may see it, and looking stops nothing. */
export const unsubscribePage = query({
  anyone: true,
  load: ({ token }: { token: string }, { settings }) => {
    const { personId, organizationId } = stoppedBy(settings.secrets, token) ?? nobody;
    return {
      chosen: subscriptionOf(personId, organizationId),
      organization: organizationById(organizationId),
    };
  },
  view: (_, { chosen, organization: [organization] }, { token }, { settings }) => {
    const what = stoppedBy(settings.secrets, token);
    if (!what || !organization) throw new Refusal("notFound", "errors.404");
    return {
      kind: what.kind as "digest" | "urgent",
      organization: { id: organization.id, name: organization.name },
      isDone: isStopped(what, chosen),
    };
  },
});
