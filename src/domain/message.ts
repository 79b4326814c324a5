import { lifecycle } from "./lifecycle.ts";

/**
 * An e-mail on its way (SECURITY.md 5). `claim` takes over what another relay let go of; `drop`: it is of no use any more.
 * `resend`: an operator has mended what was wrong, such as the address's mailbox. `gathered`: too much for a day, its reader gets a summary; `withheld`: for whoever was invited and has not come (11), or
 * may not come any more (7).
 */
export const message = lifecycle({
  queued: {
    claim: "sending",
    setAside: "set-aside",
    drop: "dropped",
    gather: "gathered",
    withhold: "withheld",
  },
  sending: {
    claim: "sending",
    accept: "sent",
    retry: "queued",
    drop: "dropped",
    setAside: "set-aside",
    deliver: "delivered",
    bounce: "bounced",
    complain: "complained",
  },
  sent: { deliver: "delivered", bounce: "bounced", complain: "complained" },
  delivered: { bounce: "bounced", complain: "complained" },
  bounced: { resend: "queued" },
  complained: {},
  "set-aside": { resend: "queued" },
  dropped: {},
  gathered: { summarize: "summarized" },
  summarized: {},
  withheld: {},
});

export type MessageState = (typeof message.states)[number];

const failed: readonly MessageState[] = ["bounced", "complained", "set-aside"];

/** It did not arrive, and is not tried again. */
export const hasFailed = (state: MessageState | null | undefined) => state != null && failed.includes(state);

/** The smaller, the sooner it leaves. */
export const priorities = { code: 0, confirm: 1, decide: 2, tell: 3, remind: 4 } as const;

export type Priority = keyof typeof priorities;
