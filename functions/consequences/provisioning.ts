import type { Write } from "#db/client.ts";
import { addProvisioning } from "#db/queries/provisioning.ts";
import type { AccountId, OrganizationId, PersonId } from "#src/domain/ids.ts";
import type { Context } from "#functions/context/context.ts";

interface Change {
  readonly personId: PersonId;
  readonly organizationId?: OrganizationId | null;
  readonly accountId?: AccountId | null;
}

/**
 * Says to the provider's tools that somebody's access in a place has changed; goes into the batch of the change itself.
 * Without a hook to call it is done at once (src/domain/README.md 2.7).
 */
export function announceAccess(
  change: Change,
  { settings, now, realNow, operationId, newId }: Context,
): Write {
  const called = settings.provisioning.url !== "";
  return addProvisioning({
    id: newId(),
    ...change,
    operationId,
    state: called ? "queued" : "done",
    dueAt: realNow,
    createdAt: now,
    doneAt: called ? null : now,
  });
}
