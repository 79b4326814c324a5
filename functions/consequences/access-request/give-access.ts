import type { AccessRequestRow } from "#db/queries/access-request-row.ts";
import type { Grant } from "#src/domain/account-grant.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { isCustomerRole, type Role } from "#src/domain/role.ts";
import { type Consequences, nothing } from "#functions/command/consequences.ts";
import { giveRole } from "#functions/consequences/role/give.ts";
import { grantRoles } from "#functions/consequences/role/grant-in-account.ts";
import type { Context, Person } from "#functions/context/context.ts";
import type { DecisionRecords } from "#functions/standing/decision.ts";

/** The role that comes with a request that is approved, unless the requester was given it meanwhile. */
export function giveAccess(
  { requesterRoles, requesterHeld }: DecisionRecords,
  { id: originId, organizationId, accountId, requesterId: personId }: AccessRequestRow,
  { role, grant }: { readonly role: Role; readonly grant: Grant | null },
  by: Person,
  context: Context,
): Consequences {
  if (accountId && grant)
    return grantRoles(grant, { by, accountId, personId, held: requesterHeld, originId }, context);
  if (!organizationId || !isCustomerRole(role)) throw new Refusal("malformed", "errors.400");
  return requesterRoles.some((one) => one.organizationId === organizationId && one.role === role)
    ? nothing
    : giveRole({ organizationId }, { personId, role, originId }, context);
}
