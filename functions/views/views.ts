import type { Query, ViewOf } from "#functions/command/query.ts";
import { accountDetailsPage } from "./account/details.ts";
import type { ProviderProblem } from "#src/domain/provider-sign-in.ts";
import type { Invited } from "#functions/context/invited.ts";
import { accountHistoryPage } from "./account/history.ts";
import { accountIdentifierPage } from "./account/identifier.ts";
import { accountOverviewPage } from "./account/overview.ts";
import { accountPeoplePage } from "./account/people.ts";
import { accountRequestPage, accountRequestsPage } from "./account/requests.ts";
import { virtualAccountsPage } from "./account/virtual-accounts.ts";
import { accountsPage } from "./accounts/accounts.ts";
import { requestAccessPage } from "./accounts/request-access.ts";
import { accountStepPages } from "./accounts/steps.ts";
import { erasePersonPage } from "./erase-person.ts";
import { feedbackPage } from "./feedback.ts";
import { apiKeysPage } from "./keys.ts";
import { linkPage } from "./link.ts";
import { handOverPage } from "./onboarding/hand-over.ts";
import { onboardingStepPages } from "./onboarding/steps.ts";
import { administratorsPage } from "./organization/administrators.ts";
import { alertPage, alertsPage } from "./organization/alerts.ts";
import { collectorPage } from "./organization/devices/collector.ts";
import { devicesPage } from "./organization/devices/list.ts";
import { notLoadedPage } from "./organization/devices/not-loaded.ts";
import { devicePage } from "./organization/devices/one.ts";
import { uploadPage, uploadsPage } from "./organization/devices/uploads.ts";
import { historyPage } from "./organization/history.ts";
import { overviewPage } from "./organization/overview.ts";
import { peoplePage } from "./organization/people.ts";
import { peopleWithAccessPage } from "./people.ts";
import { reportSettingsPage } from "./organization/report-settings.ts";
import { contractsPage } from "./organization/reports/contracts.ts";
import { coveragePage } from "./organization/reports/coverage.ts";
import { reportsPage } from "./organization/reports/overview.ts";
import { supportPage } from "./organization/reports/support.ts";
import { organizationRequestPage, organizationRequestsPage } from "./organization/requests.ts";
import { organizationsPage } from "./organizations.ts";
import { portalPage } from "./portal.ts";
import type { Problem } from "./problem.ts";
import { profilePage } from "./profile.ts";
import { addressPage } from "./profile/address.ts";
import { passkeysPage } from "./profile/passkeys.ts";
import { dataPage } from "./profile/data.ts";
import { sessionsPage } from "./profile/sessions.ts";
import { requestPage } from "./request.ts";
import { requestsPage } from "./requests.ts";
import { reviewPage } from "./review.ts";
import { reviewsPage } from "./reviews.ts";
import { showPasskeyPage } from "./show-passkey.ts";
import { tasksPage } from "./tasks.ts";
import { unsubscribePage } from "./unsubscribe.ts";
import { weekPage } from "./week.ts";

/** The provider with which one may sign in beside the code. */
interface ProviderView {
  readonly label: string;
  readonly href: string;
  /** Why it did not come to that. */
  readonly problem: ProviderProblem | null;
  /** Where one signs out there too. */
  readonly signOut: string | null;
}

/** Every page that reads, by its place in `src/pages/[lang]`, which is its address too. */
const declared = {
  portal: portalPage,
  tasks: tasksPage,
  profile: profilePage,
  "profile/sessions": sessionsPage,
  "profile/passkeys": passkeysPage,
  "profile/address": addressPage,
  "sign-in/passkey": showPasskeyPage,
  "profile/data": dataPage,
  "people/erase": erasePersonPage,
  ...onboardingStepPages,
  "onboarding/hand-over": handOverPage,
  feedback: feedbackPage,
  "link/[token]": linkPage,
  requests: requestsPage,
  "requests/[id]": requestPage,
  reviews: reviewsPage,
  "reviews/[id]": reviewPage,
  people: peopleWithAccessPage,
  keys: apiKeysPage,
  week: weekPage,
  organizations: organizationsPage,
  "organizations/[id]": overviewPage,
  "organizations/[id]/people": peoplePage,
  "organizations/[id]/administrators": administratorsPage,
  "organizations/[id]/requests": organizationRequestsPage,
  "organizations/[id]/requests/[request]": organizationRequestPage,
  "organizations/[id]/history": historyPage,
  "organizations/[id]/devices": devicesPage,
  "organizations/[id]/devices/uploads": uploadsPage,
  "organizations/[id]/devices/uploads/[upload]": uploadPage,
  "organizations/[id]/devices/collector": collectorPage,
  "organizations/[id]/devices/not-loaded": notLoadedPage,
  "organizations/[id]/devices/[serialNumber]": devicePage,
  "organizations/[id]/reports": reportsPage,
  "organizations/[id]/reports/coverage": coveragePage,
  "organizations/[id]/reports/contracts": contractsPage,
  "organizations/[id]/reports/support": supportPage,
  "organizations/[id]/reports/alerts": alertsPage,
  "organizations/[id]/reports/alerts/[alert]": alertPage,
  "organizations/[id]/reports/settings": reportSettingsPage,
  "unsubscribe/[token]": unsubscribePage,
  accounts: accountsPage,
  "accounts/request-access": requestAccessPage,
  ...accountStepPages,
  "accounts/[domain]": accountOverviewPage,
  "accounts/[domain]/people": accountPeoplePage,
  "accounts/[domain]/details": accountDetailsPage,
  "accounts/[domain]/identifier": accountIdentifierPage,
  "accounts/[domain]/virtual-accounts": virtualAccountsPage,
  "accounts/[domain]/requests": accountRequestsPage,
  "accounts/[domain]/requests/[request]": accountRequestPage,
  "accounts/[domain]/history": accountHistoryPage,
};

export type QueriedPlace = keyof typeof declared;
export type InputOf<Place extends QueriedPlace> = Parameters<(typeof declared)[Place]["load"]>[0];

/** What each page shows. */
export type Views = { readonly [Place in QueriedPlace]: ViewOf<(typeof declared)[Place]> } & {
  /** `needed`: something else was asked for, which needs a session. */
  readonly "sign-in": {
    readonly reason:
      | "continue"
      | "ended"
      | "erased"
      | "invited"
      | "kept"
      | "lost"
      | "mailed"
      | "register"
      | "signedOut"
      | null;
    readonly invited: Invited | null;
    readonly provider: ProviderView | null;
  };
  /** The address that the code is for; `email`: unless a link hides it. `isPersonal`: nobody can register with it. */
  readonly "sign-in/code": {
    readonly email?: string;
    readonly shownEmail: string;
    readonly isPersonal?: boolean;
  };
  readonly chooser: null;
  readonly problem: { readonly problem: Problem };
};

/** What is read for each page. */
export const queries: { readonly [Place in QueriedPlace]: Query<InputOf<Place>, Views[Place]> } = declared;
