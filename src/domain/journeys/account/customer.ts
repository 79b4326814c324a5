import { businessAddress } from "#src/domain/business-address.ts";
import { type Answer, question, type Typed } from "#src/domain/journeys/journey.ts";
import type { FieldErrors } from "#src/domain/refusal.ts";
import { longText, manyLines } from "#src/domain/text.ts";
import { type AccountAnswers, type AccountSituation, withLanguage } from "./answers.ts";
import { identity } from "./identity.ts";
import { readNominees } from "./nominees.ts";

/** An account for a customer, all on one page (README.md 4). A partner cannot accept for its customer. */
export const customer = question({
  id: "customer",
  relevant: (_: AccountSituation) => true,
  answered: (situation: AccountSituation) =>
    identity.answered(situation) && Boolean(situation.answers.authorizerEmail),
  read: (typed: Typed, situation: AccountSituation) => withLanguage(read(typed, situation), typed, situation),
});

function read(typed: Typed, { requesterEmail }: AccountSituation): Answer<AccountAnswers> {
  const { email, problem } = businessAddress(typed["customerEmail"] ?? "");
  const same = identity.read(typed);
  const users = readNominees(typed["userEmails"] ?? "", { requesterEmail, authorizerEmail: email });
  const notes = { customerNote: note(typed["customerNote"]), userNote: note(typed["userNote"]) };
  return {
    answers: {
      ...same.answers,
      authority: "other",
      authorizerEmail: email,
      message: notes.customerNote.text || undefined,
      userNote: notes.userNote.text || undefined,
      userEmails: users.emails,
    },
    errors: {
      ...(same.errors.accountName && { accountName: same.errors.accountName }),
      ...(problem && { customerEmail: { key: `accounts.errors.customerEmail${problem}` } }),
      ...(email &&
        email === requesterEmail && { customerEmail: { key: "accounts.errors.customerEmailOwn" } }),
      ...(same.errors.domainIdentifier && { domainIdentifier: same.errors.domainIdentifier }),
      ...tooLong("customerNote", notes.customerNote),
      ...(users.problem && {
        userEmails: { key: `accounts.errors.userEmails${users.problem.kind}`, params: users.problem.params },
      }),
      ...tooLong("userNote", notes.userNote),
    },
  };
}

function note(typed = "") {
  const text = manyLines(typed);
  return { text, problem: text ? longText(text) : null };
}

const tooLong = (name: "customerNote" | "userNote", { problem }: ReturnType<typeof note>): FieldErrors =>
  problem ? { [name]: { key: `accounts.errors.${name}TooLong`, params: problem.params } } : {};
