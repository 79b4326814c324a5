import { addReview } from "#db/queries/review.ts";
import { companyDomain } from "#src/domain/domain-identifier.ts";
import { domainOf, isPersonalEmail, mailboxOf } from "#src/domain/email.ts";
import type { ReviewId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { invalid } from "#src/domain/refusal.ts";
import { longText, manyLines } from "#src/domain/text.ts";
import { command, type Fields } from "#functions/command/command.ts";
import { record, together, write } from "#functions/command/consequences.ts";
import { asker, askerMailbox } from "#functions/command/query.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { oneMoreCase, openCases } from "#functions/quotas/open-cases.ts";
import { givingFeedback } from "#functions/quotas/quotas.ts";

/**
 * Of whom it is counted: of a person; of whoever has no business address, which anybody can have as many of as they like, as of
 * strangers: of a network, and of all of them together.
 */
function subjectsOf(person: Person | null, { network }: Pick<Context, "network">) {
  const isStranger = person === null || isPersonalEmail(person.email);
  return {
    "feedback-person": person && mailboxOf(person.email),
    "feedback-network": isStranger ? network : null,
    "feedback-strangers": isStranger ? "all" : null,
  };
}

/**
 * Anybody says what they think of the portal: agents find it in their queue, and hear of it with whatever else waits
 * (src/domain/README.md 2.6).
 */
export const sendFeedback = command({
  action: "feedback.send",
  anyone: true,

  input: ({ message = "" }: Fields) => ({ message: manyLines(message) }),

  load: (_, context: Context) => ({
    ...givingFeedback.read(
      { ...subjectsOf(null, context), "feedback-person": askerMailbox(context) },
      context,
    ),
    ...openCases(asker(context), "feedback"),
  }),

  allow: (actor): Person | null => (typeof actor === "string" ? null : actor),

  decide: (person, loaded, { message }, context) => {
    const problem = longText(message);
    if (problem)
      throw invalid({ message: { key: `feedback.errors.message${problem.kind}`, params: problem.params } });
    const id = context.newId<ReviewId>();
    const isOfCompany = person !== null && !isPersonalEmail(person.email);
    return {
      next: "feedback?sent=yes",
      ...together(
        givingFeedback.take(loaded, subjectsOf(person, context), context),
        isOfCompany && oneMoreCase(loaded, person, "feedback"),
        write(
          addReview({
            id,
            kind: "feedback",
            subjectId: id,
            personId: person && person.id,
            domain: isOfCompany ? companyDomain(domainOf(person.email)) : null,
            reasons: ["feedback"],
            state: "open",
            answer: message,
            dueAt: context.now + limits.feedback.answerWithin,
            createdAt: context.now,
          }),
        ),
        record({ subjectId: id, to: "open" }),
      ),
    };
  },
});
