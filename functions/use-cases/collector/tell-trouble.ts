import { collectorKeyById, markCollectorTold, organizationOfKey } from "#db/queries/collector-key.ts";
import { organizationById } from "#db/queries/organization.ts";
import { type ReaderRow, readersOf } from "#db/queries/subscription.ts";
import { collectorTrouble } from "#src/domain/collect/collector.ts";
import { type CollectorKeyId, organizationIdOf } from "#src/domain/ids.ts";
import { can } from "#src/domain/policy.ts";
import { scheduledCommand } from "#functions/command/command.ts";
import { change, record, tell, together } from "#functions/command/consequences.ts";

/** Tells whoever looks after a collector that its list was refused or stays away; once until a right one comes, and in a day. */
export const tellCollectorTrouble = scheduledCommand({
  action: "collector.tell",
  input: ({ id = "" }) => ({ id: id as CollectorKeyId }),
  load: ({ id }) => ({
    key: collectorKeyById(id),
    organization: organizationById(organizationOfKey(id)),
    readers: readersOf(organizationOfKey(id)),
  }),
  decide: ({ key: [key], organization: [organization], readers }, _, { now }) => {
    const next = "";
    if (!key || !organization || key.toldAt !== null) return { next };
    const trouble = collectorTrouble(key, now);
    if (!trouble) return { next };
    const organizationId = organizationIdOf(organization.id);
    return {
      next,
      ...together(
        change(markCollectorTold(key, now)),
        record({ subjectId: key.id, organizationId, to: key.name }),
        nearest(readers).map((reader) =>
          tell("collector-silent", reader, {
            organization: organization.name,
            organizationId,
            collector: key.name,
            trouble,
            since: trouble === "refused" ? key.refusedAt! : (key.heardAt ?? key.createdAt),
          }),
        ),
      ),
    };
  },
});

/** Who has taken up looking after it in the organization itself; where nobody has, in the nearest one above. */
function nearest(readers: readonly ReaderRow[]): ReaderRow[] {
  const managing = readers.filter(({ holds, takenUp }) => takenUp && can([holds], "collector.manage"));
  const distance = Math.min(...managing.map((one) => one.distance));
  const there = managing.filter((one) => one.distance === distance);
  return [...new Map(there.map((one) => [one.personId, one])).values()];
}
