import { ofRequest } from "#db/queries/access-request.ts";
import { accountAdministrators } from "#db/queries/account-role.ts";
import { administratorsAt } from "#db/queries/administrator.ts";
import { counts } from "#src/domain/seat.ts";
import type { Loaded } from "#functions/command/query.ts";

type Id = Parameters<typeof ofRequest>[0];

/** Who could be asked about a request now, to be read in one trip. */
export const deciderRecords = (id: Id) => ({
  administrators: administratorsAt(ofRequest(id, "organization_id")),
  accountAdministrators: accountAdministrators(
    ofRequest(id, "account_id"),
    ofRequest(id, "virtual_account_id"),
  ),
});

export type DeciderRecords = Loaded<ReturnType<typeof deciderRecords>>;

/** Everybody who may decide on a request, nearest first; in an account all are equally near. */
export const everyDecider = ({ administrators, accountAdministrators: ofAccount }: DeciderRecords) => [
  ...administrators.filter(counts),
  ...ofAccount.map((one) => ({ ...one, distance: 0 })),
];

export type Decider = ReturnType<typeof everyDecider>[number];
