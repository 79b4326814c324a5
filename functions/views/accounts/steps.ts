import type { AccountKind } from "#src/domain/account.ts";
import { companyFields } from "#src/domain/company.ts";
import { companyDomain, defaultIdentifier } from "#src/domain/domain-identifier.ts";
import { type AccountStep, stepsOf } from "#src/domain/journeys/account/account.ts";
import { Elsewhere, type Query, query } from "#functions/command/query.ts";
import {
  placeOf,
  type PlaceOf,
  type Preparation,
  preparation,
  preparationRecords,
} from "#functions/standing/account-preparation.ts";

type StepId = AccountStep<AccountKind>;

/** What every step's page is given: which it is of how many, where it leads back to, and the answers with which its fields begin. */
const shared = (at: Preparation, kind: AccountKind, step: StepId) => ({
  place: { step: stepsOf(kind).findIndex(({ id }) => id === step) + 1, of: stepsOf(kind).length },
  back: at.back(step),
  prefilled: at.prefilled,
  start: at.start,
});

/** *Check your answers*: everything, and what submitting means. */
const review = (at: Preparation) => ({
  requester: { name: at.person.name, email: at.person.email },
  selfAuthorizes: at.selfAuthorizes,
  authorizer: at.authorizerEmail,
  language: at.answers.language ?? at.person.language ?? "",
  message: at.answers.message ?? "",
  domainIdentifier: at.answers.domainIdentifier ?? "",
  accountName: at.answers.accountName ?? "",
  foreign: at.toApprove.length > 0,
  company: at.answers.provideCompany ? companyOf(at.answers) : null,
  adminEmails: at.answers.adminEmails ?? [],
  nominateSelf: at.answers.nominateSelf === true && !at.selfAuthorizes,
  userEmails: at.answers.userEmails ?? [],
  userNote: at.answers.userNote ?? "",
});

/** What the pages of some steps are given beside that. */
const views = {
  authorization: ({ start, person }: Preparation) => ({
    email: person.email,
    authority: start.authority ?? "",
    authorizerEmail: start.authorizerEmail ?? "",
    language: start.language ?? "",
    message: start.message ?? "",
  }),
  identity: (at: Preparation) => {
    const own = defaultIdentifier(at.authorizerEmail);
    const before = at.draft ? at.answers.domainIdentifier : undefined;
    return {
      authorizer: at.authorizerEmail,
      ownDomain: own,
      domainIdentifier: before ?? own,
      accountName: at.start.accountName ?? "",
      taken: at.taken,
    };
  },
  company: ({ answers, start }: Preparation) => ({
    companyDomain: companyDomain(answers.domainIdentifier ?? "") ?? "",
    provideCompany: start.provideCompany === true,
    company: companyOf(start),
  }),
  administrators: (at: Preparation) => ({
    authorizer: at.authorizerEmail,
    selfAuthorizes: at.selfAuthorizes,
    adminEmails: (at.start.adminEmails ?? []).join("\n"),
    nominateSelf: at.start.nominateSelf === true,
  }),
  customer: ({ start, answers, draft, taken }: Preparation) => ({
    accountName: start.accountName ?? "",
    customerEmail: start.authorizerEmail ?? "",
    language: start.language ?? "",
    domainIdentifier: (draft ? answers : start).domainIdentifier ?? "",
    customerNote: start.message ?? "",
    userEmails: (start.userEmails ?? []).join("\n"),
    userNote: start.userNote ?? "",
    taken,
  }),
  review,
} satisfies Partial<Record<StepId, (at: Preparation) => object>>;

type Own<Step> = Step extends keyof typeof views ? ReturnType<(typeof views)[Step]> : unknown;
type StepPages<Kind extends AccountKind> = {
  readonly [Step in AccountStep<Kind> as PlaceOf<Kind, Step>]: Query<
    unknown,
    ReturnType<typeof shared> & Own<Step>
  >;
};

const stepPage = (kind: AccountKind, step: StepId): Query<unknown, object> =>
  query({
    load: (_: unknown, context) => preparationRecords(kind, context),
    view: (actor, loaded, _, context) => {
      const at = preparation(kind, actor, loaded, context);
      if (!at.mayVisit(step)) throw new Elsewhere(at.current());
      const own: Readonly<Record<string, (at: Preparation) => object>> = views;
      return { ...shared(at, kind, step), ...own[step]?.(at) };
    },
  });

const stepPages = <Kind extends AccountKind>(kind: Kind) =>
  Object.fromEntries(
    stepsOf(kind).map(({ id }) => [placeOf<AccountKind, StepId>(kind, id), stepPage(kind, id)]),
  ) as StepPages<Kind>;

/** The page of each step of a request for an account, by its address. */
export const accountStepPages = { ...stepPages("own"), ...stepPages("customer") };

const companyOf = (answers: Preparation["answers"]) =>
  Object.fromEntries(companyFields.map((field) => [field, answers[field] ?? ""])) as Record<
    (typeof companyFields)[number],
    string
  >;
