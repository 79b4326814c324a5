import type { SQL } from "#db/builder.ts";
import type { AccessRequestRow } from "#db/queries/access-request-row.ts";
import { ofRequest } from "#db/queries/access-request.ts";
import type { PlaceKey } from "#db/queries/place.ts";
import { holdingsIn, may, mayThroughout } from "#db/queries/right.ts";
import type { AccountId, PersonId } from "#src/domain/ids.ts";
import { asker, type Loaded } from "#functions/command/query.ts";
import type { Context } from "#functions/context/context.ts";
import { type Reach, reachOf } from "./place.ts";

/** What allows to decide on requests, by the kind of place that they are for. */
export const decides = { organization: "accessRequest.decide", account: "accountRequest.decide" } as const;

/** The same of a place that an address names. */
export const deciding = (key: PlaceKey) => decides["domain" in key ? "account" : "organization"];

/** What the asker holds where a request is decided on: in its organization, or in its account. */
export const deciderRecords = (id: SQL | string, context: Context) => ({
  heldInOrganization: holdingsIn(asker(context), { organizationId: ofRequest(id, "organization_id") }),
  heldInAccount: holdingsIn(asker(context), { accountId: ofRequest(id, "account_id") }),
});

export type DeciderRecords = Loaded<ReturnType<typeof deciderRecords>>;

/** How far the asker may decide on a request: of one for a virtual account perhaps in that alone; undefined: not at all. */
export function reachOfDecision(
  { heldInOrganization, heldInAccount }: DeciderRecords,
  { organizationId, virtualAccountId }: Pick<AccessRequestRow, "organizationId" | "virtualAccountId">,
): Reach | undefined {
  if (organizationId !== null) return reachOf(heldInOrganization, decides.organization);
  const concerned = heldInAccount.filter(({ partId }) => partId === null || partId === virtualAccountId);
  return reachOf(concerned, decides.account);
}

/** The same of a person, as it must still hold in the statement that decides. */
export const rightToDecide = (
  personId: PersonId,
  { organizationId, accountId }: Pick<AccessRequestRow, "organizationId" | "accountId">,
  reach: Reach,
) =>
  organizationId === null
    ? mayThroughout(personId, decides.account, accountId as AccountId, reach)
    : may(personId, decides.organization, { organizationId });
