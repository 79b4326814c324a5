import { addCollectorKey, collectorKeysOf, mayHaveKey } from "#db/queries/collector-key.ts";
import { collectorName } from "#src/domain/collect/collector-name.ts";
import { type CollectorKeyId, organizationIdOf } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { invalid } from "#src/domain/refusal.ts";
import { sameName } from "#src/domain/thing-name.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import { command } from "#functions/command/command.ts";
import { hold, record, together, write } from "#functions/command/consequences.ts";
import { collectorSecret, sha256 } from "#functions/context/secrets.ts";
import { attemptIn, inOrganization, placeRecords } from "#functions/rights/place.ts";

/** Makes a key with which a customer's own machine sends its list; of the secret only the hash is kept. */
export const createCollectorKey = command({
  action: "collector.create",

  input: ({ id = "", name: typed = "" }) => {
    const { name, problem } = collectorName(typed);
    if (problem) throw invalid({ name: problem });
    return { id: organizationIdOf(id), name };
  },

  load: ({ id }, context) => ({
    ...placeRecords({ organizationId: id }, context),
    keys: collectorKeysOf(id),
  }),

  attempt: attemptIn,
  allow: inOrganization("collector.manage"),

  decide: ({ person, right }, { keys }, { id, name }, { now, newId, operationId, settings }) => {
    const inUse = keys.filter(({ endedAt }) => endedAt === null);
    if (inUse.some((key) => sameName(key.name, name)))
      throw invalid({ name: { key: "collector.errors.nameTaken" } });
    if (inUse.length >= limits.collector.keys)
      throw invalid({ form: { key: "collector.errors.tooMany", params: { max: limits.collector.keys } } });
    const keyId = newId<CollectorKeyId>();
    const hash = sha256(collectorSecret(settings.secrets, operationId));
    const key = { id: keyId, organizationId: id, name, hash, createdBy: person.id, createdAt: now };
    return {
      next: `${organizationAddress(id, "devices/collector")}?created=${keyId}`,
      ...together(
        hold(right, mayHaveKey(id)),
        write(addCollectorKey(key)),
        record({ subjectId: keyId, organizationId: id, to: name }),
      ),
    };
  },
});
