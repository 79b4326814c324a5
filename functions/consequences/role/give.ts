import type { SQL } from "#db/builder.ts";
import { giveRole as insertRole, type Where } from "#db/queries/role.ts";
import type { PersonId } from "#src/domain/ids.ts";
import type { Role } from "#src/domain/role.ts";
import { change, type Consequences, record, together, write } from "#functions/command/consequences.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";
import type { Context } from "#functions/context/context.ts";

interface Given {
  readonly personId: PersonId;
  readonly role: Role;
  /** The request, review, registration or operation by which it is given. */
  readonly originId: string;
}

/** Somebody has a role from now on, as long as `right` holds; the provider's tools are told. */
export const giveRole = (where: Where, given: Given, context: Context, right?: SQL): Consequences =>
  together(
    addRole(where, given, context, right),
    write(announceAccess({ personId: given.personId, ...where }, context)),
  );

/** The role alone, for what gives several and tells of them at once. */
export function addRole(where: Where, given: Given, context: Context, right?: SQL): Consequences {
  const id = context.newId();
  return together(
    change(insertRole({ id, ...where, ...given, createdAt: context.now }, right)),
    record({ subjectId: id, organizationId: where.organizationId, to: given.role }),
  );
}
