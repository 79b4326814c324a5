import type { SQL } from "drizzle-orm";
import { giveRole as addRole, type Where } from "#db/queries/role.ts";
import type { PersonId } from "#src/domain/ids.ts";
import type { Role } from "#src/domain/role.ts";
import { change, type Consequences, record, together, write } from "#functions/command/consequences.ts";
import type { Context } from "#functions/context/context.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";

interface Given {
  readonly personId: PersonId;
  readonly role: Role;
  /** The request, review, registration or operation by which it is given. */
  readonly originId: string;
}

/** Somebody has a role from now on, as long as `right` holds; the provider's tools are told. */
export function giveRole(where: Where, given: Given, context: Context, right?: SQL): Consequences {
  const id = context.newId();
  const { organizationId } = where;
  return together(
    change(addRole({ id, ...where, ...given, createdAt: context.now }, right)),
    write(announceAccess({ personId: given.personId, ...where }, context)),
    record({ subjectId: id, organizationId, to: given.role }),
  );
}
