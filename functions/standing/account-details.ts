import { activeAccount } from "#db/queries/account.ts";
import type { Loaded } from "#functions/command/query.ts";
import type { Context } from "#functions/context/context.ts";
import { accountKey, placeRecordsFor } from "#functions/rights/place.ts";

/** A Smart Account's name and company, for whoever may change them. */
export const detailsOf = (address: { readonly domain: string }, context: Context) => ({
  ...placeRecordsFor(accountKey(address), "account.manage", context),
  account: activeAccount(address.domain),
});

export type DetailsRecords = Loaded<ReturnType<typeof detailsOf>>;
