import { build } from "#db/builder.ts";
import { auditEvent } from "#db/schema/record.ts";
import type { OperationId, OrganizationId, PersonId } from "#src/domain/ids.ts";
import { terms } from "#src/domain/limits.ts";
import { personId } from "./people.ts";

export const minute = 60_000;

/** When the demo world begins, in milliseconds. */
export const began = Date.parse(`${terms.datedOn}T07:00:00Z`);

export const idOf = (email: string) => personId(email) as PersonId;

export function operationOf(action: string, personId: PersonId, at: number, subject: string) {
  return { id: `${action}:${subject}` as OperationId, personId, action, next: "portal", at };
}

export type Doing = ReturnType<typeof operationOf>;

/** The record that a deed of the demo world would have left. */
export const audit = (
  by: Doing,
  organizationId: OrganizationId | null,
  subjectId: string,
  fromState: string | null,
  toState: string,
) =>
  build.insert(auditEvent).values({
    at: by.at,
    actor: by.personId,
    action: by.action,
    subjectId,
    organizationId,
    fromState,
    toState,
    operationId: by.id,
  });
