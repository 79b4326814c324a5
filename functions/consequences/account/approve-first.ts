import { isInTime, moveAccount } from "#db/queries/account.ts";
import type { Accepted } from "#functions/command/command.ts";
import { move, tell, together } from "#functions/command/consequences.ts";
import { openReview } from "#functions/consequences/review/open.ts";
import type { Context } from "#functions/context/context.ts";
import type { KnownAgents } from "#functions/rights/agent.ts";
import { type Activation, columnsOf } from "./activate.ts";
import { requesterReader } from "./readers.ts";

/** A corrected identifier that is foreign goes to an agent; the activation e-mail leaves again after that. */
export function approveFirst(activation: Activation, known: KnownAgents, context: Context): Accepted {
  const { account, person, name, domainIdentifier } = activation;
  const { now } = context;
  const requester = { id: account.requesterId, ...requesterReader(account) };
  const review = openReview(
    {
      kind: "identifier",
      subjectId: account.id,
      person: requester,
      placeName: `${name} (${domainIdentifier})`,
      reasons: ["foreignIdentifier"],
    },
    known,
    context,
  );
  const readers = person.id === account.requesterId ? [requester] : [requester, person];
  const address = `requests/${account.id}`;
  return {
    next: address,
    ...together(
      move(
        moveAccount,
        account,
        "sendForApproval",
        { ...columnsOf(activation), activationSentAt: null, warnings: 0, changedAt: now },
        { guard: isInTime(now) },
      ),
      readers.map((to) => tell("under-review", to, { dueAt: review.dueAt, address })),
      review,
    ),
  };
}
