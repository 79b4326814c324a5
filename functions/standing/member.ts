import { administratorsSeenBy, hasBeenIn, rolesInAccount } from "#db/queries/account-role.ts";
import { accountIdOf } from "#db/queries/account.ts";
import { identifierAsked } from "#db/queries/identifier-change.ts";
import { offeredIn } from "#db/queries/nominee.ts";
import { idByEmail, personByEmail } from "#db/queries/person.ts";
import { virtualAccountsIn } from "#db/queries/virtual-account.ts";
import type { Action } from "#src/domain/policy.ts";
import { askerEmail } from "#functions/command/query.ts";
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

/** The same, with what else there is of somebody in the account that ends with a role. */
export const leaverRecords = (action: Action) => (named: Named, context: Context) => ({
  ...memberRecords(action)(named, context),
  administrators: administratorsSeenBy(askerEmail(context), accountIdOf(named.domain)),
  offered: offeredIn(accountRealmFor(named.domain, action, context), named.email),
  asked: identifierAsked(accountIdOf(named.domain)),
});
