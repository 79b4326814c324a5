import type { SQL } from "#db/builder.ts";
import type { AccessRequestRow } from "#db/queries/access-request-row.ts";
import { ofRequest } from "#db/queries/access-request.ts";
import { holdingsIn, may } from "#db/queries/right.ts";
import type { AccountId, PersonId } from "#src/domain/ids.ts";
import { can } from "#src/domain/policy.ts";
import { asker, type Loaded } from "#functions/command/query.ts";
import type { Context } from "#functions/context/context.ts";
import { counting } from "./place.ts";

/** What allows to decide on requests, by the kind of place that they are for. */
export const decides = { organization: "accessRequest.decide", account: "accountRequest.decide" } as const;

/** What the asker holds where a request is decided on: in its organization, or in its account. */
export const deciderRecords = (id: SQL | string, context: Context) => ({
  heldInOrganization: holdingsIn(asker(context), { organizationId: ofRequest(id, "organization_id") }),
  heldInAccount: holdingsIn(asker(context), { accountId: ofRequest(id, "account_id") }),
});

export type DeciderRecords = Loaded<ReturnType<typeof deciderRecords>>;

/** True where the asker may decide on a request. */
export const mayDecide = (
  { heldInOrganization, heldInAccount }: DeciderRecords,
  { organizationId }: Pick<AccessRequestRow, "organizationId">,
) =>
  organizationId === null
    ? can(counting(heldInAccount), decides.account)
    : can(counting(heldInOrganization), decides.organization);

/** The same of a person, as it must still hold in the statement that decides. */
export const rightToDecide = (
  personId: PersonId,
  { organizationId, accountId }: Pick<AccessRequestRow, "organizationId" | "accountId">,
) =>
  organizationId === null
    ? may(personId, decides.account, { accountId: accountId as AccountId })
    : may(personId, decides.organization, { organizationId });
