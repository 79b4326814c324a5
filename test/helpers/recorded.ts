import { randomUUID } from "node:crypto";
import { build } from "#db/builder.ts";
import type { Write } from "#db/client.ts";
import { auditEvent, operation } from "#db/schema/record.ts";
import type { OperationId, OrganizationId, PersonId } from "#src/domain/ids.ts";

/** What was done to a record, step by step, with the operation of each. */
export function recorded(
  by: string,
  action: string,
  subjectId: string,
  organizationId: OrganizationId,
  states: readonly string[],
) {
  const at = Date.now();
  const steps = states.map((toState, step) => ({
    toState,
    fromState: states[step - 1] ?? null,
    id: `${action}:${randomUUID()}` as OperationId,
  }));
  return {
    at,
    id: steps[0]!.id,
    writes: [
      build.insert(operation).values(
        steps.map(({ id }) => ({
          id,
          personId: by === "system" ? null : (by as PersonId),
          action,
          next: "",
          at,
        })),
      ),
      build.insert(auditEvent).values(
        steps.map(({ id, ...step }) => ({
          ...step,
          at,
          actor: by,
          action,
          subjectId,
          organizationId,
          operationId: id,
        })),
      ),
    ] as Write[],
  };
}
