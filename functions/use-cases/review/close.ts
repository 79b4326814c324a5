import type { ShownKey } from "#db/queries/api-key.ts";
import type { PersonId } from "#src/domain/ids.ts";
import { Refusal } from "#src/domain/refusal.ts";
import {
  review as lifecycle,
  type ReviewDecision,
  reviewDecisions,
  takesAccess,
} from "#src/domain/review.ts";
import { type By, KeyRefusal, keyCommand } from "#functions/command/keyed.ts";
import { settle } from "#functions/consequences/review/kinds/settle.ts";
import { actorOf, type Person } from "#functions/context/context.ts";
import { reviewRecords } from "#functions/standing/review.ts";

interface Input {
  readonly id: string;
}

/**
 * A system of the provider's closes a case: it refuses what is asked, for a reason that the person reads. What gives access
 * stays with agents, who show a passkey for it (SECURITY.md 8.1).
 */
export const closeCase = keyCommand({
  action: "review.refuse",
  scope: "close-cases",
  load: ({ id }: Input) => reviewRecords({ id, organizationId: null, email: "" }),
  decide: (records, _, { key, value: { reason } }: By<{ readonly reason: string }>, context) => {
    const [review] = records.review;
    if (!review) throw new Refusal("notFound", "errors.404");
    if (!lifecycle.next(review.state, "refuse")) throw new KeyRefusal("settled");
    const refusable = (reviewDecisions[review.kind] as readonly ReviewDecision[]).includes("refuse");
    if (!refusable || takesAccess(review.kind)) throw new KeyRefusal("needsAgent");
    const follows = settle(
      { review, agent: asAgent(key), records, comment: reason, fields: {} },
      "refuse",
      context,
    );
    const decidedAt = new Date(context.now).toISOString();
    return { answer: { id: review.id, state: "refused" as const, decidedAt }, ...follows };
  },
});

/** Decides as an agent does, under an id that is nobody's. */
const asAgent = ({ id, name }: ShownKey): Person => ({
  id: actorOf(id) as string as PersonId,
  name,
  email: "",
  company: null,
  phone: null,
  language: null,
});
