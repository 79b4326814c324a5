import { mustChange, mustHold } from "#db/client.ts";
import { administersAccount, endAccountRole, type RoleHeld } from "#db/queries/account-role.ts";
import type { AccountId, PersonId } from "#src/domain/ids.ts";
import { invalid } from "#src/domain/refusal.ts";
import type { Context, Person } from "#functions/context/context.ts";
import type { Reader } from "#functions/emails/letter.ts";
import type { Accepted } from "#functions/command/command.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";

interface Ending {
  readonly me: Person;
  readonly account: { readonly id: AccountId };
  readonly person: Reader & { readonly id: PersonId };
  readonly roles: readonly RoleHeld[];
  /** Those who may decide in the account now. */
  readonly administrators: readonly { readonly personId: PersonId }[];
  /** What is ended, in words. */
  readonly place: string;
}

/** Ends one person's roles in a Smart Account; never its last administrator's (src/domain/README.md 5.6). */
export function endRoles(
  { me, account, person, roles, administrators, place }: Ending,
  context: Context,
): Pick<Accepted, "writes" | "audit" | "mail"> {
  const administers = roles.some(({ role }) => role === "smart-account-administrator");
  if (administers && administrators.every(({ personId }) => personId === person.id))
    throw invalid({ email: { key: "account.people.errors.lastAdministrator" } });
  return {
    writes: [
      mustHold(administersAccount(me.id, account.id)),
      ...roles.map(({ id }) => mustChange(endAccountRole(id, context.now))),
      announceAccess({ personId: person.id, accountId: account.id }, context),
    ],
    audit: roles.map(({ id, role }) => ({ subjectId: id, from: role, to: "ended" })),
    mail:
      person.id === me.id
        ? []
        : [
            {
              template: "access-changed",
              to: person,
              params: {
                organization: place,
                by: me.name,
                given: [],
                ended: [...new Set(roles.map(({ role }) => role))],
              },
            },
          ],
  };
}
