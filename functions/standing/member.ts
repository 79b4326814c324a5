import { hasBeenIn, rolesInAccount } from "#db/queries/account-role.ts";
import { idByEmail, personByEmail } from "#db/queries/person.ts";
import { virtualAccountsIn } from "#db/queries/virtual-account.ts";
import type { Action } from "#src/domain/policy.ts";
import type { Context } from "#functions/context/context.ts";
import { accountRealmFor, placeRecords } from "#functions/rights/place.ts";

interface Named {
  readonly domain: string;
  readonly email: string;
}

/** A Smart Account with its parts, and what the person at an address holds in it; as far as the asker may do something. */
export const memberRecords =
  (action: Action) =>
  ({ domain, email }: Named, context: Context) => {
    const realm = accountRealmFor(domain, action, context);
    return {
      ...placeRecords({ domain }, context),
      parts: virtualAccountsIn(realm),
      known: personByEmail(email),
      held: rolesInAccount(idByEmail(email), realm),
      /** Empty: of an address nobody learns here whether it is anybody's. */
      been: hasBeenIn(idByEmail(email), realm),
    };
  };
