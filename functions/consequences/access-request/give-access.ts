import { mustChange, type Write } from "#db/client.ts";
import type { AccessRequestRow } from "#db/queries/access-request-row.ts";
import { giveRole } from "#db/queries/role.ts";
import type { Grant } from "#src/domain/account-grant.ts";
import { newId } from "#src/domain/ids.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { isCustomerRole, type Role } from "#src/domain/role.ts";
import type { Context } from "#functions/context/context.ts";
import { grantRoles } from "#functions/consequences/role/grant-in-account.ts";
import type { AuditEntry } from "#functions/command/consequences.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";
import type { DecisionRecords } from "./decide.ts";

interface Given {
  readonly writes: readonly Write[];
  readonly audit: readonly AuditEntry[];
}

/** The role that comes with a request that is approved, unless the requester was given it meanwhile. */
export function giveAccess(
  { requesterRoles, requesterHeld }: DecisionRecords,
  { id: originId, organizationId, accountId, requesterId: personId }: AccessRequestRow,
  { role, grant }: { readonly role: Role; readonly grant: Grant | null },
  context: Context,
): Given {
  if (accountId && grant)
    return grantRoles(grant, { accountId, personId, held: requesterHeld, originId }, context);
  if (!organizationId || !isCustomerRole(role)) throw new Refusal("malformed", "errors.400");
  if (requesterRoles.some((one) => one.organizationId === organizationId && one.role === role))
    return { writes: [], audit: [] };
  const roleId = newId();
  const row = { id: roleId, organizationId, personId, role, originId, createdAt: context.now };
  return {
    writes: [mustChange(giveRole(row)), announceAccess({ personId, organizationId }, context)],
    audit: [{ subjectId: roleId, organizationId, to: role }],
  };
}
