import { mustChange } from "#db/client.ts";
import { isInTime, moveAccount } from "#db/queries/account.ts";
import type { Context } from "#functions/context/context.ts";
import type { Accepted } from "#functions/command/command.ts";
import type { KnownAgents } from "#functions/rights/agent.ts";
import { openReview } from "#functions/consequences/review/open.ts";
import { type Activation, stated } from "./activate.ts";
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
    writes: [
      mustChange(
        moveAccount(
          account,
          "sendForApproval",
          { ...stated(activation), activationSentAt: null, warnings: 0, changedAt: now },
          isInTime(now),
        ),
      ),
      ...review.writes,
    ],
    audit: [{ subjectId: account.id, from: account.state, to: "underApproval" }, ...review.audit],
    mail: [
      ...readers.map((to) => ({
        template: "under-review" as const,
        to,
        params: { dueAt: review.dueAt, address },
      })),
      ...review.mail,
    ],
  };
}
