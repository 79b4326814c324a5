import type { FieldErrors } from "#src/domain/refusal.ts";
import { step } from "#src/domain/journeys/journey.ts";
import {
  authorizerOf,
  type AccountAnswers,
  type AccountSituation,
} from "#src/domain/journeys/account/answers.ts";
import { readNominees } from "#src/domain/journeys/account/nominees.ts";

export const administrators = step({
  id: "administrators",
  relevant: (_: AccountSituation) => true,
  answered: (situation: AccountSituation) =>
    situation.answers.adminEmails?.includes(authorizerOf(situation)) === false,
});

/** Who else is nominated as administrator, and whether the requester is (README.md 3.4). */
export function readAdministrators(
  typed: Readonly<Record<string, string>>,
  requesterEmail: string,
  authorizerEmail: string,
): { answers: AccountAnswers; errors: FieldErrors } {
  const { emails, problem } = readNominees(typed["adminEmails"] ?? "", { requesterEmail, authorizerEmail });
  const nominateSelf = typed["nominateSelf"] === "yes" && authorizerEmail !== requesterEmail;
  return {
    answers: { adminEmails: emails, nominateSelf },
    errors: problem
      ? { adminEmails: { key: `accounts.errors.adminEmails${problem.kind}`, params: problem.params } }
      : {},
  };
}
