import { mustChange, mustHold, type Write } from "#db/client.ts";
import type { RoleHeld } from "#db/queries/account-role.ts";
import { isActiveAccount } from "#db/queries/account.ts";
import { giveRole } from "#db/queries/role.ts";
import { isOpenVirtualAccount } from "#db/queries/virtual-account.ts";
import type { Grant } from "#src/domain/account-grant.ts";
import { type AccountId, newId, type PersonId } from "#src/domain/ids.ts";
import type { Context } from "#functions/context/context.ts";
import type { AuditEntry } from "#functions/command/consequences.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";

interface To {
  readonly accountId: AccountId;
  readonly personId: PersonId;
  /** What the person holds in the account already. */
  readonly held: readonly RoleHeld[];
  /** The request or operation that gives it. */
  readonly originId: string;
}

/**
 * Gives what of a grant somebody does not hold yet; nothing to write where all of it is held. Fails when the account is
 * not in use, one of its parts is closed, or a role was given meanwhile.
 */
export function grantRoles(
  { role, virtualAccountIds }: Grant,
  { accountId, personId, held, originId }: To,
  context: Context,
): { readonly writes: readonly Write[]; readonly audit: readonly AuditEntry[] } {
  const missing = virtualAccountIds.filter(
    (id) => !held.some((one) => one.role === role && one.virtualAccountId === id),
  );
  if (!missing.length) return { writes: [], audit: [] };
  const rows = missing.map((virtualAccountId) => ({
    id: newId(),
    accountId,
    virtualAccountId,
    personId,
    role,
    originId,
    createdAt: context.now,
  }));
  return {
    writes: [
      mustHold(isActiveAccount(accountId)),
      ...missing.flatMap((id) => (id === null ? [] : [mustHold(isOpenVirtualAccount(id))])),
      ...rows.map((row) => mustChange(giveRole(row))),
      announceAccess({ personId, accountId }, context),
    ],
    audit: rows.map(({ id }) => ({ subjectId: id, to: role })),
  };
}
