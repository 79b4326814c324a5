import { question, type Typed } from "#src/domain/journeys/journey.ts";
import type { FieldErrors } from "#src/domain/refusal.ts";
import { type AccountSituation, authorizerOf } from "./answers.ts";
import { readNominees } from "./nominees.ts";

/** Who else is nominated as administrator, and whether the requester is (README.md 3.4). */
export const administrators = question({
  id: "administrators",
  relevant: (_: AccountSituation) => true,
  answered: (situation: AccountSituation) =>
    situation.answers.adminEmails?.includes(authorizerOf(situation)) === false,
  read: (typed: Typed, situation: AccountSituation) => {
    const { requesterEmail } = situation;
    const authorizerEmail = authorizerOf(situation);
    const { emails, problem } = readNominees(typed["adminEmails"] ?? "", { requesterEmail, authorizerEmail });
    const nominateSelf = typed["nominateSelf"] === "yes" && authorizerEmail !== requesterEmail;
    const errors: FieldErrors = problem
      ? { adminEmails: { key: `accounts.errors.adminEmails${problem.kind}`, params: problem.params } }
      : {};
    return { answers: { adminEmails: emails, nominateSelf }, errors };
  },
});
