import type access from "./en/access.json";
import type account from "./en/account.json";
import type accounts from "./en/accounts.json";
import type activation from "./en/activation.json";
import type acts from "./en/acts.json";
import type address from "./en/address.json";
import type alerts from "./en/alerts.json";
import type apiKeys from "./en/apiKeys.json";
import type browsers from "./en/browsers.json";
import type chooser from "./en/chooser.json";
import type collector from "./en/collector.json";
import type common from "./en/common.json";
import type data from "./en/data.json";
import type decision from "./en/decision.json";
import type devices from "./en/devices.json";
import type emails from "./en/emails.json";
import type errors from "./en/errors.json";
import type escalation from "./en/escalation.json";
import type feedback from "./en/feedback.json";
import type history from "./en/history.json";
import type home from "./en/home.json";
import type link from "./en/link.json";
import type onboarding from "./en/onboarding.json";
import type organization from "./en/organization.json";
import type passkeys from "./en/passkeys.json";
import type people from "./en/people.json";
import type portal from "./en/portal.json";
import type profile from "./en/profile.json";
import type reclaim from "./en/reclaim.json";
import type replies from "./en/replies.json";
import type reports from "./en/reports.json";
import type requests from "./en/requests.json";
import type reviews from "./en/reviews.json";
import type roles from "./en/roles.json";
import type sessions from "./en/sessions.json";
import type signIn from "./en/signIn.json";
import type tasks from "./en/tasks.json";
import type timeline from "./en/timeline.json";
import type week from "./en/week.json";

interface Areas {
  address: typeof address;
  access: typeof access;
  account: typeof account;
  accounts: typeof accounts;
  activation: typeof activation;
  acts: typeof acts;
  alerts: typeof alerts;
  apiKeys: typeof apiKeys;
  browsers: typeof browsers;
  chooser: typeof chooser;
  collector: typeof collector;
  common: typeof common;
  data: typeof data;
  decision: typeof decision;
  devices: typeof devices;
  emails: typeof emails;
  errors: typeof errors;
  escalation: typeof escalation;
  feedback: typeof feedback;
  history: typeof history;
  home: typeof home;
  link: typeof link;
  onboarding: typeof onboarding;
  organization: typeof organization;
  passkeys: typeof passkeys;
  people: typeof people;
  portal: typeof portal;
  profile: typeof profile;
  reclaim: typeof reclaim;
  replies: typeof replies;
  reports: typeof reports;
  requests: typeof requests;
  reviews: typeof reviews;
  roles: typeof roles;
  sessions: typeof sessions;
  signIn: typeof signIn;
  tasks: typeof tasks;
  timeline: typeof timeline;
  week: typeof week;
}

type Singular<Name extends string> = Name extends `${infer Base}_${Intl.LDMLPluralRule}` ? Base : Name;

type Paths<Tree> = {
  [Name in keyof Tree & string]: Tree[Name] extends string ? Singular<Name> : `${Name}.${Paths<Tree[Name]>}`;
}[keyof Tree & string];

/** Every sentence of `locales/`, by file name and path; plural forms count as one. */
export type MessageKey = Paths<Areas>;

type Groups<Tree> = {
  [Name in keyof Tree & string]: Tree[Name] extends string
    ? never
    : (Tree[Name] extends { title: string; text: string } ? Name : never) | `${Name}.${Groups<Tree[Name]>}`;
}[keyof Tree & string];

/** Every group of sentences that can fill a page: it has a `title` and a `text`. */
export type PageKey = Groups<Areas>;

/** The names of the sentences in a group: `reasonRequired` of `decision.errors`. */
export type KeyIn<Group extends string> = MessageKey extends infer Key
  ? Key extends `${Group}.${infer Name}`
    ? Name
    : never
  : never;
