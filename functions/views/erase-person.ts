import { query } from "#functions/command/query.ts";
import { agent, agentRecords } from "#functions/rights/agent.ts";
import { freshRecords } from "#functions/rights/fresh.ts";

/** Where an agent erases the data of somebody who has asked for it. */
export const erasePersonPage = query({
  load: (_: unknown, context) => ({
    ...agentRecords(context),
    ...freshRecords(context),
  }),
  view: (actor, { fresh }, _, context) => {
    agent(actor, context);
    return { isFresh: fresh.length > 0 };
  },
});
