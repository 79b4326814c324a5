import { businessAddress } from "#src/domain/business-address.ts";
import { longText, manyLines } from "#src/domain/text.ts";
import type { FieldErrors } from "#src/domain/refusal.ts";
import { step } from "#src/domain/journeys/journey.ts";
import {
  authorizerOf,
  type AccountAnswers,
  type AccountSituation,
} from "#src/domain/journeys/account/answers.ts";

export const authorization = step({
  id: "authorization",
  relevant: (_: AccountSituation) => true,
  answered: (situation: AccountSituation) => authorizerOf(situation) !== "",
});

const nobodyElse: AccountAnswers = { authorizerEmail: undefined, message: undefined, language: undefined };

/** Who authorizes activation, as it was typed: oneself, or a colleague with a business address (README.md 3.1). */
export function readAuthorization(
  typed: Readonly<Record<string, string>>,
  requesterEmail: string,
): { answers: AccountAnswers; errors: FieldErrors } {
  const { authority } = typed;
  if (authority === "self") return { answers: { ...nobodyElse, authority }, errors: {} };
  if (authority !== "other")
    return { answers: {}, errors: { authority: { key: "accounts.errors.authorityRequired" } } };
  const address = businessAddress(typed["authorizerEmail"] ?? "");
  const own = address.email === requesterEmail;
  const message = manyLines(typed["message"] ?? "");
  const tooLong = message ? longText(message) : null;
  return {
    answers: { authority, authorizerEmail: address.email, message: message || undefined },
    errors: {
      ...(address.problem && {
        authorizerEmail: { key: `accounts.errors.authorizerEmail${address.problem}` },
      }),
      ...(own && { authorizerEmail: { key: "accounts.errors.authorizerEmailOwn" } }),
      ...(tooLong && { message: { key: "accounts.errors.messageTooLong", params: tooLong.params } }),
    },
  };
}
