import type access from "#locales/en/access.json";
import type account from "#locales/en/account.json";
import type accounts from "#locales/en/accounts.json";
import type activation from "#locales/en/activation.json";
import type chooser from "#locales/en/chooser.json";
import type common from "#locales/en/common.json";
import type decision from "#locales/en/decision.json";
import type devices from "#locales/en/devices.json";
import type emails from "#locales/en/emails.json";
import type errors from "#locales/en/errors.json";
import type escalation from "#locales/en/escalation.json";
import type history from "#locales/en/history.json";
import type home from "#locales/en/home.json";
import type link from "#locales/en/link.json";
import type onboarding from "#locales/en/onboarding.json";
import type organization from "#locales/en/organization.json";
import type portal from "#locales/en/portal.json";
import type profile from "#locales/en/profile.json";
import type reclaim from "#locales/en/reclaim.json";
import type reports from "#locales/en/reports.json";
import type requests from "#locales/en/requests.json";
import type reviews from "#locales/en/reviews.json";
import type roles from "#locales/en/roles.json";
import type signIn from "#locales/en/signIn.json";
import type tasks from "#locales/en/tasks.json";

interface Areas {
  access: typeof access;
  account: typeof account;
  accounts: typeof accounts;
  activation: typeof activation;
  chooser: typeof chooser;
  common: typeof common;
  decision: typeof decision;
  devices: typeof devices;
  emails: typeof emails;
  errors: typeof errors;
  escalation: typeof escalation;
  history: typeof history;
  home: typeof home;
  link: typeof link;
  onboarding: typeof onboarding;
  organization: typeof organization;
  portal: typeof portal;
  profile: typeof profile;
  reclaim: typeof reclaim;
  reports: typeof reports;
  requests: typeof requests;
  reviews: typeof reviews;
  roles: typeof roles;
  signIn: typeof signIn;
  tasks: typeof tasks;
}

type Singular<Name extends string> = Name extends `${infer Base}_${Intl.LDMLPluralRule}` ? Base : Name;

type Paths<Tree> = {
  [Name in keyof Tree & string]: Tree[Name] extends string ? Singular<Name> : `${Name}.${Paths<Tree[Name]>}`;
}[keyof Tree & string];

/** Every sentence of `locales/`, by file name and path; plural forms count as one. */
export type MessageKey = Paths<Areas>;
