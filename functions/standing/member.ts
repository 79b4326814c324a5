import { rolesInAccount } from "#db/queries/account-role.ts";
import { accountIdOf } from "#db/queries/account.ts";
import { idByEmail, personByEmail } from "#db/queries/person.ts";
import { virtualAccountsOf } from "#db/queries/virtual-account.ts";
import type { Context } from "#functions/context/context.ts";
import { placeRecords } from "#functions/rights/place.ts";

interface Named {
  readonly domain: string;
  readonly email: string;
}

/** A Smart Account with its parts, and what the person at an address holds in it. */
export const memberRecords = ({ domain, email }: Named, context: Context) => ({
  ...placeRecords({ domain }, context),
  parts: virtualAccountsOf(accountIdOf(domain)),
  known: personByEmail(email),
  held: rolesInAccount(idByEmail(email), accountIdOf(domain)),
});
