import { addNominees } from "#db/queries/nominee.ts";
import { isLanguage } from "#src/i18n/languages.ts";
import { type Consequences, record, together, write } from "#functions/command/consequences.ts";
import type { Context } from "#functions/context/context.ts";
import type { Preparation } from "#functions/standing/account-preparation.ts";

/** Whom the requester wants to have access is nominated: asked once the account is active (src/domain/README.md 3.4). */
export function nominate(
  { draft, answers, person, selfAuthorizes }: Preparation,
  { now, language, newId }: Context,
): Consequences {
  const own = person.language ?? language;
  const chosen = isLanguage(answers.language) ? answers.language : own;
  const forCustomer = draft!.kind === "customer";
  const self = answers.nominateSelf && !selfAuthorizes ? [person.email] : [];
  const emails = forCustomer ? (answers.userEmails ?? []) : [...self, ...(answers.adminEmails ?? [])];
  const nominees = emails.map((email) => ({
    id: newId(),
    accountId: draft!.id,
    email,
    language: forCustomer ? chosen : own,
    role: forCustomer ? ("smart-account-user" as const) : ("smart-account-administrator" as const),
    state: "nominated" as const,
    createdAt: now,
    changedAt: now,
  }));
  return together(
    nominees.length > 0 && write(addNominees(nominees)),
    nominees.map(({ id, state }) => record({ subjectId: id, to: state })),
  );
}
