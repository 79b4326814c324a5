import type { MessageState } from "#src/domain/message.ts";

/** How the status of a message looks to agents. */
export const tagOfMessage = {
  queued: "waiting",
  sending: "waiting",
  sent: "active",
  delivered: "done",
  bounced: "problem",
  complained: "problem",
  "set-aside": "problem",
  dropped: "neutral",
  gathered: "waiting",
  summarized: "neutral",
  withheld: "neutral",
} as const satisfies Record<MessageState, string>;
