import { mustChange } from "#db/client.ts";
import { holderOf, saveDraft, startDraft } from "#db/queries/account.ts";
import { type AccountKind, holdsIdentifier, standsAt } from "#src/domain/account.ts";
import { defaultIdentifier, readIdentifier } from "#src/domain/domain-identifier.ts";
import { type AccountId, newId } from "#src/domain/ids.ts";
import type { AccountAnswers } from "#src/domain/journeys/account/answers.ts";
import { readAdministrators } from "#src/domain/journeys/account/steps/administrators.ts";
import { readAuthorization } from "#src/domain/journeys/account/steps/authorization.ts";
import { readCompanyStep } from "#src/domain/journeys/account/steps/company.ts";
import { readCustomer } from "#src/domain/journeys/account/steps/customer.ts";
import { readIdentity } from "#src/domain/journeys/account/steps/identity.ts";
import { type FieldErrors, invalid } from "#src/domain/refusal.ts";
import { isLanguage } from "#src/i18n/translator.ts";
import { businessPerson } from "#functions/rights/business-person.ts";
import { command, type Fields } from "#functions/command/command.ts";
import {
  type Preparation,
  preparation,
  preparationRecords,
} from "#functions/standing/account-preparation.ts";

type Read = (typed: Fields, at: Preparation) => { answers: AccountAnswers; errors: FieldErrors };

/** One step's answers, checked and kept; leads on to the current step (src/domain/README.md 3 and 4). */
const saveStep = (kind: AccountKind, step: string, read: Read, namesIdentifier = false) =>
  command({
    action: "account.answer",
    input: (fields: Fields) => {
      const typed = readIdentifier((namesIdentifier && fields["domainIdentifier"]) || "");
      return { fields, identifier: "identifier" in typed ? typed.identifier : "" };
    },
    load: ({ identifier }, context) => ({
      ...preparationRecords(kind, context),
      typedHolder: holderOf(identifier),
    }),
    allow: businessPerson,
    decide: (person, { typedHolder: [held], ...records }, { fields, identifier }, context) => {
      const at = preparation(kind, person, records, context);
      if (!at.mayVisit(step)) return { next: at.current() };
      const { now } = context;
      const given = read(fields, at);
      const taken = identifier !== "" && held !== undefined && holdsIdentifier(standsAt(held, now));
      const ownPending = taken && held.state !== "active" && held.requesterId === at.person.id;
      const errors: FieldErrors = {
        ...given.errors,
        ...(taken && {
          domainIdentifier: { key: `accounts.errors.domainIdentifier${ownPending ? "Own" : "Taken"}` },
        }),
      };
      if (Object.keys(errors).length) throw invalid(errors);
      const answers = follow(at, { ...at.answers, ...given.answers });
      const { draft } = at;
      const id = draft?.id ?? newId<AccountId>();
      return {
        next: at.current(answers, at.taken && !namesIdentifier),
        writes: [
          draft
            ? mustChange(saveDraft(draft, answers, now))
            : startDraft({ id, kind, requesterId: person.id, answers, createdAt: now }),
        ],
        audit: [{ subjectId: id, from: draft ? "draft" : null, to: "draft" }],
        mail: [],
      };
    },
  });

/** An identifier that was only the default does not outlive the authorizer whose it was. */
function follow(at: Preparation, answers: AccountAnswers): AccountAnswers {
  const before = defaultIdentifier(at.authorizerEmail);
  const authorizer = answers.authority === "self" ? at.person.email : (answers.authorizerEmail ?? "");
  const moved = defaultIdentifier(authorizer) !== before;
  return moved &&
    answers.domainIdentifier === at.answers.domainIdentifier &&
    answers.domainIdentifier === before
    ? { ...answers, domainIdentifier: undefined }
    : answers;
}

/** With the language chosen for an address, where one was. */
function withLanguage(typed: Fields, { answers, errors }: ReturnType<Read>): ReturnType<Read> {
  const { language = "" } = typed;
  if (answers.authority === "self") return { answers, errors };
  if (language && !isLanguage(language))
    return { answers, errors: { ...errors, language: { key: "accounts.errors.languageUnknown" } } };
  return { answers: { ...answers, language: language || undefined }, errors };
}

export const saveAuthorization = saveStep("own", "authorization", (typed, { person }) =>
  withLanguage(typed, readAuthorization(typed, person.email)),
);
export const saveIdentity = saveStep("own", "identity", readIdentity, true);
export const saveCompany = saveStep("own", "company", readCompanyStep);
export const saveAdministrators = saveStep("own", "administrators", (typed, { person, authorizerEmail }) =>
  readAdministrators(typed, person.email, authorizerEmail),
);
export const saveCustomer = saveStep(
  "customer",
  "customer",
  (typed, { person }) => withLanguage(typed, readCustomer(typed, person.email)),
  true,
);
