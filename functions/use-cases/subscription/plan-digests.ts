import { planDigests } from "#db/queries/subscription.ts";
import { scheduledCommand } from "#functions/command/command.ts";
import { record, together, write } from "#functions/command/consequences.ts";

/** When a period begins, says whose digests are to be made; each is made by itself then. */
export const planRound = scheduledCommand({
  action: "subscription.plan",
  input: ({ id = "", stage = "" }) => ({
    rhythm: id === "weekly" ? ("weekly" as const) : ("monthly" as const),
    period: stage,
  }),
  load: () => ({}),
  decide: (_, { rhythm, period }) => ({
    next: "portal",
    ...together(write(planDigests(rhythm, period)), record({ subjectId: rhythm, to: period })),
  }),
});
