import { lateReviews, type ReviewRow } from "#db/queries/review.ts";
import { limits } from "#src/domain/limits.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { scheduledCommand } from "#functions/command/command.ts";
import { onceEach, record, tell, together } from "#functions/command/consequences.ts";
import { knownAgents } from "#functions/rights/agent.ts";
import { placeOf } from "#functions/standing/review.ts";

const { lateAtOnce: atOnce } = limits.review;

/** Tells whoever was promised an answer, and the agents, that a review takes longer (src/domain/README.md 2.6). */
export const tellLate = scheduledCommand({
  action: "review.late",
  input: () => ({}),
  load: (_, context) => ({
    found: lateReviews(context.now, atOnce + 1),
    ...knownAgents(context),
  }),
  decide: ({ found, known }) => {
    const next = "reviews";
    const late = found.slice(0, atOnce);
    const [first] = late;
    if (!first) return { next };
    const params = {
      late: true,
      dueAt: first.dueAt,
      cases: late.slice(0, limits.review.listed).map((review) => ({
        kind: review.kind,
        name: review.name ?? "",
        email: review.email ?? "",
        place: placeOf(review),
      })),
    };
    return {
      next,
      ...onceEach(
        together(
          late.map((review) => [
            record({ subjectId: review.id, organizationId: review.organizationId }),
            tellPromised(review),
          ]),
          // Of many, agents hear with the last of them.
          found.length > atOnce ? [] : known.map((to) => tell("reviews-waiting", to, params)),
        ),
      ),
    };
  },
});

/** Of a request an agent only looks too; nothing was promised about an organization that nobody administers, and feedback. */
function tellPromised(review: ReviewRow) {
  const { kind, subjectId, email, name, language, disabledAt, dueAt } = review;
  const promised = kind !== "accessRequest" && kind !== "vacancy" && kind !== "feedback";
  if (email === null || disabledAt !== null || !promised) return null;
  return tell(
    "under-review",
    { email, name: name ?? "", language },
    {
      place: placeOf(review),
      dueAt,
      late: true,
      ...(kind === "identifier" && { address: `requests/${subjectId}` }),
      ...(kind === "identifierChange" && {
        address: accountAddress(review.domainIdentifier ?? "", "identifier"),
      }),
      ...(kind === "addressLeft" && { address: "profile/address", left: true }),
      ...(kind === "association" && { address: "onboarding/verify" }),
    },
  );
}
