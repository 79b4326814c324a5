import type { AccessRequestRow } from "#db/queries/access-request-row.ts";
import { limits } from "#src/domain/limits.ts";

const { ownReminderPause } = limits.accessRequest;

/** Milliseconds until the requester may have a reminder sent; 0: now; null: there is nobody to remind. */
export function reminderWait(
  { state, remindedAt }: Pick<AccessRequestRow, "state" | "remindedAt">,
  now: number,
) {
  if (state !== "pending") return null;
  return remindedAt === null ? 0 : Math.max(remindedAt + ownReminderPause - now, 0);
}
