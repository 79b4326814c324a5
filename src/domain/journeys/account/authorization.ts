import { businessAddress } from "#src/domain/business-address.ts";
import { type Answer, question, type Typed } from "#src/domain/journeys/journey.ts";
import { longText, manyLines } from "#src/domain/text.ts";
import { type AccountAnswers, type AccountSituation, authorizerOf, withLanguage } from "./answers.ts";

/** Who authorizes activation: oneself, or a colleague with a business address (README.md 3.1). */
export const authorization = question({
  id: "authorization",
  relevant: (_: AccountSituation) => true,
  answered: (situation: AccountSituation) => authorizerOf(situation) !== "",
  read: (typed: Typed, situation: AccountSituation): Answer<AccountAnswers> => {
    const { authority } = typed;
    if (authority === "self") return { answers: { ...nobodyElse, authority }, errors: {} };
    const read =
      authority === "other"
        ? somebodyElse(typed, situation)
        : { answers: {}, errors: { authority: { key: "accounts.errors.authorityRequired" } } as const };
    return withLanguage(read, typed, situation);
  },
});

const nobodyElse: AccountAnswers = { authorizerEmail: undefined, message: undefined, language: undefined };

function somebodyElse(typed: Typed, { requesterEmail }: AccountSituation): Answer<AccountAnswers> {
  const { email, problem } = businessAddress(typed["authorizerEmail"] ?? "");
  const own = email === requesterEmail;
  const message = manyLines(typed["message"] ?? "");
  const tooLong = message ? longText(message) : null;
  return {
    answers: { authority: "other", authorizerEmail: email, message: message || undefined },
    errors: {
      ...(problem && { authorizerEmail: { key: `accounts.errors.authorizerEmail${problem}` } }),
      ...(own && { authorizerEmail: { key: "accounts.errors.authorizerEmailOwn" } }),
      ...(tooLong && { message: { key: "accounts.errors.messageTooLong", params: tooLong.params } }),
    },
  };
}
