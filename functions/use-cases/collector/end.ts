import { collectorKeysOf, endCollectorKey } from "#db/queries/collector-key.ts";
import { collectorName } from "#src/domain/collect/collector-name.ts";
import { organizationIdOf } from "#src/domain/ids.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { sameName } from "#src/domain/thing-name.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import { command } from "#functions/command/command.ts";
import { change, hold, record, together } from "#functions/command/consequences.ts";
import { attemptIn, inOrganization, placeRecords } from "#functions/rights/place.ts";

/** Ends a collector's key at once; of those in use each has a name of its own. */
export const endCollectorKeyNamed = command({
  action: "collector.end",
  input: ({ id = "", name = "" }) => ({ id: organizationIdOf(id), name: collectorName(name).name }),

  load: ({ id }, context) => ({
    ...placeRecords({ organizationId: id }, context),
    keys: collectorKeysOf(id),
  }),

  attempt: attemptIn,
  allow: inOrganization("collector.manage"),

  done: (_, { name }) => ({ said: { key: "acts.collector.done", params: { name } } }),

  decide: ({ right }, { keys }, { id, name }, { now }) => {
    const next = organizationAddress(id, "devices/collector");
    const named = keys.filter((key) => sameName(key.name, name));
    const key = named.find(({ endedAt }) => endedAt === null);
    if (!key && named.length) return { next };
    if (!key) throw new Refusal("notFound", "errors.404");
    const params = { name: key.name };
    return {
      next,
      check: {
        question: { key: "acts.collector.question", params },
        loses: [{ key: "acts.collector.ends", params }],
        follows: [{ key: "acts.collector.keeps" }, { key: "acts.collector.never" }],
        confirm: { key: "acts.collector.confirm" },
      },
      ...together(
        hold(right),
        change(endCollectorKey(id, key.id, now)),
        record({ subjectId: key.id, organizationId: id, from: key.name }),
      ),
    };
  },
});
