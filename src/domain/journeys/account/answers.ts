import type { AccountKind } from "#src/domain/account.ts";
import type { Company } from "#src/domain/company.ts";
import type { Answer, Typed } from "#src/domain/journeys/journey.ts";

/** What a requester of a Smart Account has answered so far. A customer's address and note stand as the authorizer's. */
export interface AccountAnswers extends Partial<Company> {
  readonly authority?: "self" | "other";
  readonly authorizerEmail?: string;
  /** Chosen for the authorizer's address. */
  readonly language?: string;
  readonly message?: string;
  readonly domainIdentifier?: string;
  readonly accountName?: string;
  readonly provideCompany?: boolean;
  readonly adminEmails?: readonly string[];
  readonly nominateSelf?: boolean;
  readonly userEmails?: readonly string[];
  readonly userNote?: string;
}

/** Where somebody stands in requesting a Smart Account: computed from answers and records, never stored. */
export interface AccountSituation {
  readonly kind: AccountKind;
  readonly answers: AccountAnswers;
  readonly requesterEmail: string;
  /** The identifier answered belongs to an account already. */
  readonly taken: boolean;
  /** Those in which people can be written to. */
  readonly languages: readonly string[];
}

/** Whoever authorizes activation, by the answers: oneself, or the one who was named. */
export const authorizerOf = ({
  answers,
  requesterEmail,
}: Pick<AccountSituation, "answers" | "requesterEmail">) =>
  answers.authority === "self" ? requesterEmail : (answers.authorizerEmail ?? "");

/** With the language chosen for an address, where one was chosen. */
export function withLanguage(
  { answers, errors }: Answer<AccountAnswers>,
  { language = "" }: Typed,
  { languages }: Pick<AccountSituation, "languages">,
): Answer<AccountAnswers> {
  if (language && !languages.includes(language))
    return { answers, errors: { ...errors, language: { key: "accounts.errors.languageUnknown" } } };
  return { answers: { ...answers, language: language || undefined }, errors };
}
