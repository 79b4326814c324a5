import type { IdentifierReason } from "#src/domain/domain-identifier.ts";
import type { AccountId, PersonId } from "#src/domain/ids.ts";
import { type Consequences, tell, together } from "#functions/command/consequences.ts";
import { openReview } from "#functions/consequences/review/open.ts";
import type { Context } from "#functions/context/context.ts";
import type { Reader } from "#functions/emails/letter.ts";
import type { KnownAgents } from "#functions/rights/agent.ts";

interface Approving {
  readonly id: AccountId;
  readonly name: string;
  readonly domainIdentifier: string;
  readonly reasons: readonly IdentifierReason[];
  readonly requester: Reader & { readonly id: PersonId };
  /** Who waits for the answer. */
  readonly readers: readonly Reader[];
}

/** An agent looks at the identifier first; whoever waits for it hears until when (src/domain/README.md 3.2). */
export function askApproval(
  { id, name, domainIdentifier, reasons, requester, readers }: Approving,
  known: KnownAgents,
  context: Context,
): Consequences {
  const review = openReview(
    {
      kind: "identifier",
      subjectId: id,
      person: requester,
      placeName: `${name} (${domainIdentifier})`,
      reasons,
    },
    known,
    context,
  );
  const words = { place: name, dueAt: review.dueAt, address: `requests/${id}` };
  return together(
    readers.map((to) => tell("under-review", to, words)),
    review,
  );
}
