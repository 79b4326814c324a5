import { isUnwanted } from "#db/queries/budget.ts";
import { organizationById } from "#db/queries/organization.ts";
import { choicesOf } from "#db/queries/subscription.ts";
import { organizationIdOf, type PersonId } from "#src/domain/ids.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { query } from "#functions/command/query.ts";
import { isStopped, stoppedBy } from "#functions/context/unsubscribe.ts";

const nobody = { personId: "" as PersonId, organizationId: null };

/** What the address in a message stops; whoever has the message may see it, and looking stops nothing. */
export const unsubscribePage = query({
  anyone: true,
  load: ({ token }: { token: string }, { settings }) => {
    const what = stoppedBy(settings.secrets, token);
    const reports = what && what.kind !== "invitation" ? what : null;
    const { personId, organizationId } = reports ?? nobody;
    return {
      chosen: choicesOf(personId, organizationId),
      organization: organizationById(organizationId ?? organizationIdOf("")),
      unwanted: isUnwanted(what?.kind === "invitation" ? what.mailboxHash : ""),
    };
  },
  view: (_, { chosen, organization: [organization = null], unwanted }, { token }, { settings }) => {
    const what = stoppedBy(settings.secrets, token);
    if (what?.kind === "invitation")
      return { kind: what.kind, organization: null, isDone: unwanted.length > 0 };
    if (!what || (what.organizationId && !organization)) throw new Refusal("notFound", "errors.404");
    return {
      kind: what.kind as "digest" | "urgent",
      /** Null: every one. */
      organization: organization && { id: organization.id, name: organization.name },
      isDone: isStopped(what, chosen),
    };
  },
});
