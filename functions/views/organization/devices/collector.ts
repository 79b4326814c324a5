import { collectorKeyByHash, collectorKeysOf } from "#db/queries/collector-key.ts";
import { collectorTrouble } from "#src/domain/collect/collector.ts";
import type { CollectorKeyId, OrganizationId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { query } from "#functions/command/query.ts";
import { sha256 } from "#functions/context/secrets.ts";
import { inPlace, placeRecordsFor } from "#functions/rights/place.ts";
import { heading } from "#functions/views/place/part.ts";

interface Question {
  readonly id: OrganizationId;
  /** The key that was just made, with its secret as the browser brought it. */
  readonly created: { readonly id: CollectorKeyId; readonly secret: string } | null;
}

/** The keys with which a customer's machines send their list; the secret of one that was just made, once. */
export const collectorPage = query({
  load: ({ id, created }: Question, context) => ({
    ...placeRecordsFor({ organizationId: id }, "collector.manage", context),
    keys: collectorKeysOf(id),
    created: collectorKeyByHash(created?.id ?? ("" as CollectorKeyId), sha256(created?.secret ?? "")),
  }),
  view: (actor, { keys, created: [made], ...records }, { id, created }, { now, settings }) => {
    const at = inPlace(actor, records, () => "collector.manage");
    const described = keys.map((key) => ({
      ...key,
      address: `${settings.url}/collect/${key.id}`,
      trouble: collectorTrouble(key, now),
    }));
    const inUse = described.filter(({ endedAt }) => endedAt === null);
    return {
      ...heading(at),
      secret:
        created && made?.organizationId === id && now < made.createdAt + limits.collector.shownFor
          ? { key: made.id, text: created.secret }
          : null,
      keys: inUse,
      ended: described.filter(({ endedAt }) => endedAt !== null).slice(0, limits.collector.keys),
      mayHaveMore: inUse.length < limits.collector.keys,
    };
  },
});
