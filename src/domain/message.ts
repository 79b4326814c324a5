import { lifecycle } from "./lifecycle.ts";

/** An e-mail on its way (SECURITY.md 5). A sign-in code may be dropped once it is of no use. */
export const message = lifecycle({
  queued: { claim: "sending", drop: "dropped", setAside: "set-aside" },
  sending: {
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
  bounced: {},
  complained: {},
  "set-aside": {},
  dropped: {},
});

export type MessageState = (typeof message.states)[number];

/** The smaller, the sooner it leaves. */
export const priorities = { code: 0, confirm: 1, decide: 2, tell: 3, remind: 4 } as const;

export type Priority = keyof typeof priorities;
