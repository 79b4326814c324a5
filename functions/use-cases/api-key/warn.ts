import { apiKeyById, noteKeyWarnings } from "#db/queries/api-key.ts";
import { keyWarningsDue } from "#src/domain/api/key.ts";
import type { ApiKeyId } from "#src/domain/ids.ts";
import { scheduledCommand } from "#functions/command/command.ts";
import { change, record, tell, together } from "#functions/command/consequences.ts";
import { knownAgents } from "#functions/rights/agent.ts";

/** Warns every agent 14 and 3 days before a key ends by itself, so that the system that uses it has a new one in time. */
export const warnOfKey = scheduledCommand({
  action: "apiKey.warn",
  input: ({ id = "" }) => ({ id: id as ApiKeyId }),
  load: ({ id }, context) => ({ key: apiKeyById(id), ...knownAgents(context) }),
  decide: ({ key: [key], known }, _, { now }) => {
    const next = "keys";
    if (!key || key.endedAt !== null || key.expiresAt <= now) return { next };
    const due = keyWarningsDue(key.expiresAt, now);
    if (due <= key.warnings) return { next };
    const { name, scopes, expiresAt: until } = key;
    return {
      next,
      ...together(
        change(noteKeyWarnings(key.id, due, now)),
        record({ subjectId: key.id, to: name }),
        known.map((to) => tell("api-key-changed", to, { change: "expiring", name, scopes, until })),
      ),
    };
  },
});
