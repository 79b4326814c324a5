import { apiKeys, endApiKey } from "#db/queries/api-key.ts";
import { limits } from "#src/domain/limits.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { command } from "#functions/command/command.ts";
import { change, hold, record, tell, together } from "#functions/command/consequences.ts";
import { agent, agentRecords, knownAgents, remainsAgent } from "#functions/rights/agent.ts";
import { shownLately } from "#functions/rights/proof.ts";

/** An agent ends a key of one of the provider's own systems at once. Every agent is told. */
export const endApiKeyById = command({
  action: "apiKey.end",
  input: ({ key = "" }) => ({ id: key }),

  load: (_, context) => ({
    ...agentRecords(context),
    keys: apiKeys(limits.apiKey.listed, context.now),
    ...knownAgents(context),
  }),

  allow: (actor, _, __, context) => agent(actor, context),

  done: ({ keys }, { id }) => {
    const name = keys.find((key) => key.id === id)?.name;
    return name === undefined ? null : { said: { key: "acts.apiKey.done", params: { name } } };
  },

  decide: (person, { keys, known }, { id }, context) => {
    const next = "keys";
    const key = keys.find((one) => one.id === id);
    if (!key) throw new Refusal("notFound", "errors.404");
    if (key.endedAt !== null) return { next };
    shownLately(person, context);
    const { name, scopes } = key;
    return {
      next,
      check: {
        question: { key: "acts.apiKey.question", params: { name } },
        loses: [{ key: "acts.apiKey.ends", params: { name } }],
        follows: [{ key: "acts.apiKey.told" }, { key: "acts.apiKey.never" }],
        confirm: { key: "acts.apiKey.confirm" },
      },
      ...together(
        hold(remainsAgent(person, context)),
        change(endApiKey(key.id, context.now)),
        record({ subjectId: key.id, from: name }),
        known.map((to) => tell("api-key-changed", to, { change: "ended", name, by: person, scopes })),
      ),
    };
  },
});
