import { claimDue, type Held, heldRecords } from "#db/queries/outbox.ts";
import type { OperationId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";

const { batch, lease } = limits.outbox;

/** Messages that leave after the answer, held until an instant; `held`: those that were claimed with what they tell. */
export interface Departure {
  readonly until: number;
  readonly held?: Held;
}

/** A relay that begins now; a fraction of a millisecond tells two apart that claim at the same instant. */
export const departure = (now: number): Departure => ({ until: now + lease + Math.random() });

/** Claims what an operation has put into the outbox, in the batch that puts it there: handing it over takes no trip then. */
export const claiming = (operationId: OperationId, { until }: Departure, now: number) => ({
  claim: claimDue(now, until, batch, operationId),
  readings: heldRecords(until),
});
