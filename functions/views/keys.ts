import { apiKeyMade, apiKeys } from "#db/queries/api-key.ts";
import { lastLoads } from "#db/queries/last-load.ts";
import { keyWarningsDue } from "#src/domain/api/key.ts";
import type { ApiKeyId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { query } from "#functions/command/query.ts";
import { sha256 } from "#functions/context/secrets.ts";
import { agent, agentRecords } from "#functions/rights/agent.ts";

interface Question {
  /** The key that was just made, with its secret as the browser brought it. */
  readonly created: { readonly id: ApiKeyId; readonly secret: string } | null;
}

/** The keys of the provider's own systems; the secret of one that was just made, once. */
export const apiKeysPage = query({
  load: ({ created }: Question, context) => ({
    ...agentRecords(context),
    keys: apiKeys(limits.apiKey.listed, context.now),
    loads: lastLoads(),
    created: apiKeyMade(created?.id ?? ("" as ApiKeyId), sha256(created?.secret ?? "")),
  }),
  view: (actor, { keys, loads, created: [made] }, { created }, context) => {
    agent(actor, context);
    const { now, settings } = context;
    const isInUse = ({ endedAt, expiresAt }: (typeof keys)[number]) => endedAt === null && expiresAt > now;
    const inUse = keys.filter(isInUse);
    return {
      api: `${settings.url}/api/v1`,
      secret:
        created && made && now < made.createdAt + limits.apiKey.shownFor
          ? { key: made.id, text: created.secret }
          : null,
      loads,
      keys: inUse.map((key) => ({ ...key, endsSoon: keyWarningsDue(key.expiresAt, now) > 0 })),
      ended: keys
        .filter((key) => !isInUse(key))
        .slice(0, limits.apiKey.most)
        .map(({ id, name, endedAt, expiresAt }) => ({
          id,
          name,
          isExpired: endedAt === null,
          at: endedAt ?? expiresAt,
        })),
      mayHaveMore: inUse.length < limits.apiKey.most,
    };
  },
});
