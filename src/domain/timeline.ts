import { type AccountState, activateUntil } from "./account.ts";
import { type AccessRequestState, escalation } from "./access-request.ts";
import type { Phrase } from "./act.ts";
import { limits } from "./limits.ts";
import type { ReclaimState } from "./reclaim.ts";

/** A step of a matter that waits. `at`: when it was, or will be; of what goes on now, until when at the latest. */
export interface Step {
  readonly is: "done" | "now" | "next";
  readonly says: Phrase;
  readonly at: number | null;
}

type Key = Phrase["key"];

const done = (key: Key, at: number | null = null): Step => ({ is: "done", says: { key }, at });
/** What goes on now says no time that is over. */
const going = (key: Key, until: number | null, now: number): Step => ({
  is: "now",
  says: { key },
  at: until !== null && until > now ? until : null,
});
/** What is overdue comes without a time: work that runs late does it at once. */
const coming = (key: Key, at: number | null, now: number): Step => ({
  is: "next",
  says: { key },
  at: at !== null && at > now ? at : null,
});

interface WaitingRequest {
  readonly state: AccessRequestState;
  readonly stage: number;
  readonly createdAt: number;
  readonly clockAt: number;
  /** Of a Smart Account all who may decide are asked at once. */
  readonly accountId?: string | null;
}

/** A request for access: how it is passed on while nobody decides (README.md 2.4). */
export function requestTimeline(
  { state, stage, createdAt, clockAt, accountId }: WaitingRequest,
  now: number,
): readonly Step[] {
  const steps = escalation
    .map(({ step, after }, at) => ({ step, at, due: clockAt + after }))
    .slice(1)
    .filter(({ step }) => !(step === "open" && accountId));
  const answered = clockAt > createdAt;
  const withAgent = escalation[stage]?.step === "agent";
  return [
    done("timeline.request.sent", createdAt),
    ...(answered ? [done("timeline.request.answered", clockAt)] : []),
    ...steps
      .filter(({ at }) => at <= stage)
      .map(({ step }) => done(`timeline.request.done.${step as Exclude<typeof step, "ask">}`)),
    going(
      state === "waiting"
        ? "timeline.request.answer"
        : withAgent
          ? "timeline.request.agentDecides"
          : "timeline.request.decide",
      null,
      now,
    ),
    ...(state === "waiting"
      ? []
      : steps
          .filter(({ at }) => at > stage)
          .map(({ step, due }) =>
            coming(`timeline.request.next.${step as Exclude<typeof step, "ask">}`, due, now),
          )),
    coming("timeline.outcome", null, now),
  ];
}

/** A review: an agent decides within 24 hours; what is late says so (README.md 2.6). `began`: what it began with. */
export const reviewTimeline = (
  { createdAt, dueAt, asked }: { createdAt: number; dueAt: number; asked: boolean },
  now: number,
  began: Key = "timeline.review.received",
): readonly Step[] => [
  done(began, createdAt),
  asked
    ? going("timeline.request.answer", null, now)
    : going(dueAt > now ? "timeline.review.decide" : "timeline.review.late", dueAt, now),
  coming("timeline.outcome", null, now),
];

interface Claim {
  readonly state: ReclaimState;
  readonly createdAt: number;
  readonly objectUntil: number;
  /** When an agent decides at the latest, once one looks at it. */
  readonly dueAt: number | null;
}

/** A claim on an organization: its administrators may object for 14 days, then an agent decides (README.md 2.7). */
export const reclaimTimeline = (
  { state, createdAt, objectUntil, dueAt }: Claim,
  now: number,
): readonly Step[] =>
  state === "announced"
    ? [
        done("timeline.reclaim.announced", createdAt),
        going("timeline.reclaim.object", objectUntil, now),
        coming("timeline.reclaim.agent", objectUntil, now),
        coming("timeline.outcome", null, now),
      ]
    : [
        done("timeline.reclaim.announced", createdAt),
        done("timeline.reclaim.over"),
        going(dueAt !== null && dueAt <= now ? "timeline.review.late" : "timeline.review.decide", dueAt, now),
        coming("timeline.outcome", null, now),
      ];

interface Provisional {
  readonly state: AccountState;
  readonly createdAt: number;
  /** When whoever activates it was written to. */
  readonly sentAt: number | null;
  /** When an agent decides at the latest about its identifier. */
  readonly dueAt: number | null;
}

/** A provisional account: what an agent approves first, then 90 days to activate it (README.md 3.2 and 3.7). */
export function accountTimeline(
  { state, createdAt, sentAt, dueAt }: Provisional,
  now: number,
): readonly Step[] {
  if (state === "underApproval")
    return [
      done("timeline.request.sent", createdAt),
      going(dueAt !== null && dueAt <= now ? "timeline.review.late" : "timeline.account.approve", dueAt, now),
      coming("timeline.account.mail", null, now),
    ];
  const until = sentAt === null ? null : activateUntil(sentAt);
  const warnings = limits.account.warnBefore.flatMap((before) =>
    until !== null && until - before > now ? [until - before] : [],
  );
  return [
    done("timeline.request.sent", createdAt),
    ...(sentAt === null ? [] : [done("timeline.account.made", sentAt)]),
    going("timeline.account.activate", until, now),
    ...warnings.map((at) => coming("timeline.account.warn", at, now)),
    coming("timeline.account.expire", until, now),
  ];
}
