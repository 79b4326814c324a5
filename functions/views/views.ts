import type { Problem } from "#functions/problem.ts";
import { accessPage } from "#functions/use-cases/account/access-page.ts";
import { accountHistoryPage } from "#functions/use-cases/account/history.ts";
import { accountOverviewPage } from "#functions/use-cases/account/overview.ts";
import {
  administratorsPage as nomineesPage,
  authorizationPage,
  companyPage,
  customerPage,
  identityPage,
  reviewCustomerPage,
  reviewOwnPage,
} from "#functions/use-cases/account/pages.ts";
import { accountPeoplePage } from "#functions/use-cases/account/people.ts";
import { requestAccessPage } from "#functions/use-cases/account/request-access-page.ts";
import { accountRequestPage, accountRequestsPage } from "#functions/use-cases/account/requests.ts";
import { virtualAccountsPage } from "#functions/use-cases/account/virtual-accounts.ts";
import { handOverPage } from "#functions/use-cases/invitation/page.ts";
import { linkPage } from "#functions/use-cases/link/page.ts";
import {
  checkEmailPage,
  confirmPage,
  organizationPage,
  verifyPage,
} from "#functions/use-cases/onboarding/pages.ts";
import { statusPage } from "#functions/use-cases/onboarding/status.ts";
import { administratorsPage } from "#functions/use-cases/organization/administrators.ts";
import { historyPage } from "#functions/use-cases/organization/history.ts";
import { organizationsPage } from "#functions/use-cases/organization/list.ts";
import { overviewPage } from "#functions/use-cases/organization/overview.ts";
import { peoplePage } from "#functions/use-cases/organization/people.ts";
import {
  organizationRequestPage,
  organizationRequestsPage,
} from "#functions/use-cases/organization/requests.ts";
import { portalPage, tasksPage } from "#functions/use-cases/portal/pages.ts";
import { profilePage } from "#functions/use-cases/profile/page.ts";
import type { Query, ViewOf } from "#functions/use-cases/query.ts";
import { requestsPage } from "#functions/use-cases/request/list.ts";
import { ownRequestPage } from "#functions/use-cases/request/own.ts";
import { reviewPage, reviewsPage } from "#functions/use-cases/review/pages.ts";

/** Every page that reads, by its place in `src/pages/[lang]`, which is its address too. */
const declared = {
  portal: portalPage,
  tasks: tasksPage,
  profile: profilePage,
  "onboarding/verify": verifyPage,
  "onboarding/confirm": confirmPage,
  "onboarding/organization": organizationPage,
  "onboarding/check-email": checkEmailPage,
  "onboarding/status": statusPage,
  "onboarding/hand-over": handOverPage,
  "link/[token]": linkPage,
  requests: requestsPage,
  "requests/[id]": ownRequestPage,
  reviews: reviewsPage,
  "reviews/[id]": reviewPage,
  organizations: organizationsPage,
  "organizations/[id]": overviewPage,
  "organizations/[id]/people": peoplePage,
  "organizations/[id]/administrators": administratorsPage,
  "organizations/[id]/requests": organizationRequestsPage,
  "organizations/[id]/requests/[request]": organizationRequestPage,
  "organizations/[id]/history": historyPage,
  accounts: accessPage,
  "accounts/request-access": requestAccessPage,
  "accounts/new/authorization": authorizationPage,
  "accounts/new/identity": identityPage,
  "accounts/new/company": companyPage,
  "accounts/new/administrators": nomineesPage,
  "accounts/new/review": reviewOwnPage,
  "accounts/for-customer": customerPage,
  "accounts/for-customer/review": reviewCustomerPage,
  "accounts/[domain]": accountOverviewPage,
  "accounts/[domain]/people": accountPeoplePage,
  "accounts/[domain]/virtual-accounts": virtualAccountsPage,
  "accounts/[domain]/requests": accountRequestsPage,
  "accounts/[domain]/requests/[request]": accountRequestPage,
  "accounts/[domain]/history": accountHistoryPage,
};

export type QueriedPlace = keyof typeof declared;
export type InputOf<Place extends QueriedPlace> = Parameters<(typeof declared)[Place]["load"]>[0];

interface SignInView {
  /** The address that the code is for, unless a link hides it. */
  readonly email?: string | undefined;
  readonly shownEmail: string;
  /** Something else was asked for, which needs a session. */
  readonly needed: boolean;
}

/** What each page shows. */
export type Views = { readonly [Place in QueriedPlace]: ViewOf<(typeof declared)[Place]> } & {
  readonly "sign-in": SignInView;
  readonly "sign-in/code": SignInView;
  readonly chooser: null;
  /** `signedIn`: a session was presented. */
  readonly problem: { readonly problem: Problem; readonly signedIn: boolean };
};

/** What is read for each page. */
export const queries: { readonly [Place in QueriedPlace]: Query<InputOf<Place>, Views[Place]> } = declared;
