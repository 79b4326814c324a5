import type { RoleHeld } from "#db/queries/account-role.ts";
import { isActiveAccount } from "#db/queries/account.ts";
import { isOpenVirtualAccount } from "#db/queries/virtual-account.ts";
import type { Grant } from "#src/domain/account-grant.ts";
import type { AccountId, PersonId } from "#src/domain/ids.ts";
import { type Consequences, hold, nothing, together, write } from "#functions/command/consequences.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { shownLately } from "#functions/rights/proof.ts";
import { addRole } from "./give.ts";

interface To {
  /** Who gives it: whoever makes an administrator has shown a passkey lately, if there is one. */
  readonly by: Person;
  readonly accountId: AccountId;
  readonly personId: PersonId;
  /** What the person holds in the account already. */
  readonly held: readonly RoleHeld[];
  /** The request or operation that gives it. */
  readonly originId: string;
  /** Then the provider's tools are told nothing. */
  readonly isDisabled?: boolean;
}

/**
 * Gives what of a grant somebody does not hold yet; nothing to write where all of it is held. Fails when the account is
 * not in use, one of its parts is closed, or a role was given meanwhile.
 */
export function grantRoles(
  { role, virtualAccountIds }: Grant,
  { by, accountId, personId, held, originId, isDisabled = false }: To,
  context: Context,
): Consequences {
  const missing = virtualAccountIds.filter(
    (id) => !held.some((one) => one.role === role && one.virtualAccountId === id),
  );
  if (!missing.length) return nothing;
  if (role === "smart-account-administrator") shownLately(by, context);
  return together(
    hold(isActiveAccount(accountId)),
    missing.map((id) => id !== null && hold(isOpenVirtualAccount(id))),
    missing.map((virtualAccountId) =>
      addRole({ accountId, virtualAccountId }, { personId, role, originId }, context),
    ),
    !isDisabled && write(announceAccess({ personId, accountId }, context)),
  );
}
