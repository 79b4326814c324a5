import { ofRequest } from "#db/queries/access-request.ts";
import { administratorsAsked } from "#db/queries/account-role.ts";
import { administratorsAt } from "#db/queries/administrator.ts";
import { counts } from "#src/domain/seat.ts";
import type { Loaded } from "#functions/command/query.ts";

type Id = Parameters<typeof ofRequest>[0];

/** Who could be asked about a request now, of an account all whom it is put to (`administratorsAsked`), to be read in one trip. */
export const deciderRecords = (id: Id) => ({
  administrators: administratorsAt(ofRequest(id, "organization_id")),
  accountAdministrators: administratorsAsked(
    ofRequest(id, "account_id"),
    ofRequest(id, "virtual_account_id"),
  ),
});

export type DeciderRecords = Loaded<ReturnType<typeof deciderRecords>>;

/** Everybody who may decide on a request, each once, nearest first; in an account all are equally near. */
export const everyDecider = ({ administrators, accountAdministrators }: DeciderRecords) =>
  everyAsked({
    administrators,
    accountAdministrators: accountAdministrators.filter(({ enabled }) => enabled),
  });

/** And beside them whom a request is put to who cannot come just now. */
export const everyAsked = ({ administrators, accountAdministrators: ofAccount }: DeciderRecords) =>
  [...administrators.filter(counts), ...ofAccount.map((one) => ({ ...one, distance: 0 }))].filter(
    ({ personId }, at, all) => all.findIndex((one) => one.personId === personId) === at,
  );

export type Decider = ReturnType<typeof everyDecider>[number];
