import { isUnwanted } from "#db/queries/budget.ts";
import { organizationById } from "#db/queries/organization.ts";
import { subscriptionOf } from "#db/queries/subscription.ts";
import { organizationIdOf, type PersonId } from "#src/domain/ids.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { query } from "#functions/command/query.ts";
import { isStopped, stoppedBy } from "#functions/context/unsubscribe.ts";

/** What the address in a message stops; whoever has the message may see it, and looking stops nothing. */
export const unsubscribePage = query({
  anyone: true,
  load: ({ token }: { token: string }, { settings }) => {
    const what = stoppedBy(settings.secrets, token);
    const reports = what && what.kind !== "invitation" ? what : null;
    const organizationId = reports?.organizationId ?? organizationIdOf("");
    return {
      chosen: subscriptionOf(reports?.personId ?? ("" as PersonId), organizationId),
      organization: organizationById(organizationId),
      unwanted: isUnwanted(what?.kind === "invitation" ? what.mailboxHash : ""),
    };
  },
  view: (_, { chosen, organization: [organization], unwanted }, { token }, { settings }) => {
    const what = stoppedBy(settings.secrets, token);
    if (what?.kind === "invitation")
      return { kind: what.kind, organization: null, isDone: unwanted.length > 0 };
    if (!what || !organization) throw new Refusal("notFound", "errors.404");
    const { id, name } = organization;
    return { kind: what.kind, organization: { id, name }, isDone: isStopped(what, chosen) };
  },
});
