import type { Write } from "#db/client.ts";
import { addProvisioning, addProvisioningEverywhere } from "#db/queries/provisioning.ts";
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
export const announceAccess = (change: Change, context: Context): Write =>
  addProvisioning({ ...change, ...call(context) });

/** The same of every place in which somebody holds something. */
export const announceEverywhere = (personId: PersonId, context: Context): Write =>
  addProvisioningEverywhere({ personId, ...call(context) });

function call({ settings, now, realNow, operationId, newId }: Context) {
  const called = settings.provisioning.url !== "";
  return {
    id: newId(),
    operationId,
    state: called ? ("queued" as const) : ("done" as const),
    dueAt: realNow,
    createdAt: now,
    doneAt: called ? null : now,
  };
}
