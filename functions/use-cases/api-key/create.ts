import { addApiKey, apiKeys, mayHaveApiKey } from "#db/queries/api-key.ts";
import { isSameSystem, lifetimeOf, systemName } from "#src/domain/api/key.ts";
import { isScope } from "#src/domain/api/scope.ts";
import type { ApiKeyId } from "#src/domain/ids.ts";
import { limits, window } from "#src/domain/limits.ts";
import { type FieldErrors, invalid } from "#src/domain/refusal.ts";
import { command, lines } from "#functions/command/command.ts";
import { hold, record, tell, together, write } from "#functions/command/consequences.ts";
import { apiSecret, sha256 } from "#functions/context/secrets.ts";
import { agent, agentRecords, knownAgents, remainsAgent } from "#functions/rights/agent.ts";
import { shownLately } from "#functions/rights/proof.ts";

/** An agent makes a key for one of the provider's own systems; of the secret only the hash is kept. Every agent is told. */
export const createApiKey = command({
  action: "apiKey.create",
  repeated: ["scope"],

  input: ({ name: typed = "", scope = "", days: chosen = "" }) => {
    const { name, problem } = systemName(typed);
    const scopes = lines(scope).filter(isScope);
    const days = lifetimeOf(chosen);
    const errors: FieldErrors = {
      ...(problem && { name: problem }),
      ...(!scopes.length && { scope: { key: "apiKeys.errors.scopeRequired" } }),
      ...(!days && { days: { key: "apiKeys.errors.daysRequired" } }),
    };
    return { name, scopes, days: days ?? 0, errors };
  },

  load: (_, context) => ({
    ...agentRecords(context),
    keys: apiKeys(limits.apiKey.listed, context.now),
    ...knownAgents(context),
  }),

  allow: (actor, _, __, context) => agent(actor, context),

  decide: (person, { keys, known }, { name, scopes, days, errors }, context) => {
    if (Object.keys(errors).length) throw invalid(errors);
    shownLately(person, context);
    const { now, newId, operationId, settings } = context;
    const inUse = keys.filter((key) => key.endedAt === null && key.expiresAt > now);
    if (inUse.some((key) => isSameSystem(key.name, name)))
      throw invalid({ name: { key: "apiKeys.errors.nameTaken" } });
    if (inUse.length >= limits.apiKey.most)
      throw invalid({ form: { key: "apiKeys.errors.tooMany", params: { max: limits.apiKey.most } } });
    const id = newId<ApiKeyId>();
    const hash = sha256(apiSecret(settings.secrets, operationId));
    const expiresAt = now + days * window.day;
    return {
      next: `keys?created=${id}`,
      ...together(
        hold(remainsAgent(person, context), mayHaveApiKey(name, now)),
        write(addApiKey({ id, name, hash, scopes, createdBy: person.id, createdAt: now, expiresAt })),
        record({ subjectId: id, to: name }),
        known.map((to) =>
          tell("api-key-changed", to, { change: "created", name, by: person, scopes, until: expiresAt }),
        ),
      ),
    };
  },
});
