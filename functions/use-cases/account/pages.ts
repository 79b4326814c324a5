import { companyFields } from "#src/domain/company.ts";
import { companyDomain, defaultIdentifier, isForeign } from "#src/domain/domain-identifier.ts";
import type { AccountKind } from "#src/domain/account.ts";
import type { AccountStep } from "#src/domain/journeys/account/account.ts";
import { Elsewhere, query } from "#functions/use-cases/query.ts";
import { type Preparation, preparation, preparationRecords } from "./preparation.ts";

const stepPage = <Kind extends AccountKind, View>(
  kind: Kind,
  step: AccountStep<Kind>,
  view: (at: Preparation) => View,
) =>
  query({
    load: (_: unknown, context) => preparationRecords(kind, context),
    view: (actor, loaded, _, context) => {
      const at = preparation(kind, actor, loaded, context);
      if (!at.mayVisit(step)) throw new Elsewhere(at.current());
      return { prefilled: at.prefilled, back: at.back(step), ...view(at) };
    },
  });

export const authorizationPage = stepPage("own", "authorization", ({ start, person }) => ({
  email: person.email,
  authority: start.authority ?? "",
  authorizerEmail: start.authorizerEmail ?? "",
  language: start.language ?? "",
  message: start.message ?? "",
}));

export const identityPage = stepPage("own", "identity", (at) => {
  const own = defaultIdentifier(at.authorizerEmail);
  const before = at.draft ? at.answers.domainIdentifier : undefined;
  return {
    authorizer: at.authorizerEmail,
    ownDomain: own,
    domainIdentifier: before ?? own,
    accountName: at.start.accountName ?? "",
    taken: at.taken,
  };
});

export const companyPage = stepPage("own", "company", ({ answers, start }) => ({
  companyDomain: companyDomain(answers.domainIdentifier ?? "") ?? "",
  provideCompany: start.provideCompany === true,
  company: companyOf(start),
}));

export const administratorsPage = stepPage("own", "administrators", (at) => ({
  authorizer: at.authorizerEmail,
  selfAuthorizes: at.selfAuthorizes,
  adminEmails: (at.start.adminEmails ?? []).join("\n"),
  nominateSelf: at.start.nominateSelf === true,
}));

/** *Check your answers*: everything, and what submitting means. */
const everything = (at: Preparation) => ({
  requester: { name: at.person.name, email: at.person.email },
  selfAuthorizes: at.selfAuthorizes,
  authorizer: at.authorizerEmail,
  language: at.answers.language ?? at.person.language ?? "",
  message: at.answers.message ?? "",
  domainIdentifier: at.answers.domainIdentifier ?? "",
  accountName: at.answers.accountName ?? "",
  foreign: isForeign(at.answers.domainIdentifier ?? "", at.authorizerEmail),
  company: at.answers.provideCompany ? companyOf(at.answers) : null,
  adminEmails: at.answers.adminEmails ?? [],
  nominateSelf: at.answers.nominateSelf === true && !at.selfAuthorizes,
  userEmails: at.answers.userEmails ?? [],
  userNote: at.answers.userNote ?? "",
});

export const reviewOwnPage = stepPage("own", "review", everything);

export const customerPage = stepPage("customer", "customer", ({ start, answers, draft, taken }) => ({
  accountName: start.accountName ?? "",
  customerEmail: start.authorizerEmail ?? "",
  language: start.language ?? "",
  domainIdentifier: (draft ? answers : start).domainIdentifier ?? "",
  customerNote: start.message ?? "",
  userEmails: (start.userEmails ?? []).join("\n"),
  userNote: start.userNote ?? "",
  taken,
}));

export const reviewCustomerPage = stepPage("customer", "review", everything);

const companyOf = (answers: Preparation["answers"]) =>
  Object.fromEntries(companyFields.map((field) => [field, answers[field] ?? ""])) as Record<
    (typeof companyFields)[number],
    string
  >;
