import { query } from "#functions/command/query.ts";
import { agent, agentRecords } from "#functions/rights/agent.ts";
import { isFresh } from "#functions/rights/proof.ts";

/** Where an agent erases the data of somebody who has asked for it. */
export const erasePersonPage = query({
  load: (_: unknown, context) => agentRecords(context),
  view: (actor, _, __, context) => ({ isFresh: isFresh(agent(actor, context), context) }),
});
