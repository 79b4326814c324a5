import { administratorsAt } from "../../../db/queries/administrator.ts";
import { organizationById } from "../../../db/queries/organization.ts";
import { Refusal } from "../../../src/domain/refusal.ts";
import { query, signedIn } from "../query.ts";

/** An organization for its administrators and those above it; nobody else learns that it exists. */
export const organizationDetailPage = query({
  load: ({ id }: { id: string }) => ({ organization: organizationById(id), seats: administratorsAt(id) }),
  view: (actor, { organization: [organization], seats }, { id }) => {
    const person = signedIn(actor);
    const here = seats.filter(({ organizationId }) => organizationId === id);
    if (!organization || !seats.some(({ personId }) => personId === person.id))
      throw new Refusal("notFound", "errors.404");
    return { organization, administrators: here };
  },
});
