import type { AlertId, OrganizationId } from "#src/domain/ids.ts";
import type { ParamsOf, Template } from "#functions/emails/templates.ts";

const name = "Camille Renard";
const email = "camille.renard@nordwind.example";
const camille = { name, email };
const lea = { name: "Lea Vos", email: "lea.vos@nordwind.example" };

/** Whom the messages name besides their reader. */
export const people = [camille, lea];

const organization = "Nordwind Energie";
const organizationId = "org-nordwind" as OrganizationId;
const account = organization;
const domain = "nordwind.example";
const own = { own: true } as const;
const theirs = { own: false } as const;
const words = "Guten Tag!\nSee https://phish.example/now or write to me@phish.example.";
const at = Date.UTC(2026, 10, 23, 13, 5);

const requested = { name, email, place: organization, since: at };
const proof = { contractNumber: "AN-2026-004711", serialNumber: "FOC1234X5YZ" };
const activation = {
  account,
  domain,
  requester: name,
  requesterEmail: email,
  authorizer: lea.email,
  request: "requests/1",
  until: at,
};
const review = {
  reviewId: "r1",
  name,
  email,
  place: organization,
  reasons: ["domainUnknown"],
  dueAt: at,
} as const;
const matter = {
  kind: "security",
  subject: "AN-SA-2026-0012",
  title: "Memory leak in the management interface",
  titles: null,
  severity: "critical",
  step: "raised",
  since: "2026-11-20",
  endsOn: null,
} as const;
const raised = {
  ...matter,
  id: "a1" as AlertId,
  devices: 12,
  organizations: [{ organizationId, organizationName: organization }],
};
const digest = {
  newMatters: 3,
  worst: [{ ...matter, devices: 12, organizations: 1 }],
  contractsEnding: 2,
  devicesNearEnd: 5,
  coverage: { covered: 28, ending: 6, none: 6 },
  coveredMore: 4,
};

/** Every message with what people are ordinarily called, in each of its ways: a name for each way. */
export const samples: { readonly [T in Template]: Readonly<Record<string, ParamsOf<T>>> } = {
  "sign-in-code": { code: { minutes: 10, at, browser: "Firefox", system: "Windows" } },
  "sign-in-codes-used-up": { used: { key: "k", days: 7 } },
  "hand-over": { asked: { inviter: name, inviterEmail: email } },
  "confirm-address": { confirm: { organization, hours: 24 } },
  welcome: { welcome: { organization, organizationId } },
  "customer-administrator-granted": { granted: { organization, organizationId } },
  "accept-terms": {
    first: { organization, version: "1.0", datedOn: "2026-01-01" },
    again: { organization, version: "2.0", datedOn: "2026-11-01", accepted: "1.0" },
    nominated: { organization, version: "1.0", datedOn: "2026-01-01", nominatedBy: camille },
  },
  "request-to-decide": {
    organization: { ...requested, organization, ...proof },
    account: { ...requested, organization: "Lumen Optique", reason: words },
  },
  "reminder-to-decide": { reminder: requested },
  "access-granted": {
    granted: { place: organization, role: "customer-user", by: lea },
    given: { place: "Lumen Optique", role: "smart-account-user", by: lea, unasked: true },
  },
  "access-denied": {
    denied: { place: organization, reason: words, by: null },
    byAdministrator: { place: "Lumen Optique", reason: words, by: lea },
  },
  "request-opened-to-you": { opened: { ...requested, ...proof, reason: words } },
  "seat-reclaimed": { reclaimed: { name, email, organization, comment: words, objectUntil: at } },
  "information-asked": {
    registration: { question: words },
    request: { question: words, asker: { by: lea, place: organization } },
  },
  "answer-received": {
    review: { reviewId: "r1", name, email, answer: words, place: "Werf Group" },
    request: { name, email, answer: words, place: organization },
  },
  "under-review": {
    waits: { place: organization, dueAt: at },
    late: { place: organization, dueAt: at, late: true },
    left: { place: organization, dueAt: at, left: true },
    none: { place: null, dueAt: at },
  },
  "review-waiting": {
    registration: { ...review, kind: "registration" },
    accessRequest: { ...review, kind: "accessRequest" },
    reclaim: { ...review, kind: "reclaim" },
    identifier: { ...review, kind: "identifier" },
    association: { ...review, kind: "association", place: "264364049" },
    addressLeft: { ...review, kind: "addressLeft" },
    identifierChange: { ...review, kind: "identifierChange", place: domain },
    vacancy: { ...review, kind: "vacancy", name: null, email: null },
  },
  "reviews-waiting": {
    soon: { dueAt: at, cases: [{ kind: "registration", ...camille, place: organization }] },
    late: {
      dueAt: at,
      late: true,
      cases: [
        { kind: "vacancy", name: "", email: "", place: organization },
        { kind: "feedback", name: "", email: "", place: null },
      ],
    },
  },
  "account-to-activate": {
    other: { ...activation, ...theirs, forCustomer: true, message: words },
    own: { ...activation, account: "Lumen Optique", ...own, forCustomer: false, message: null },
  },
  "account-activated": {
    own: { account, domain, by: camille, ...own, request: "requests/1", allowed: 1, nominated: 2 },
    theirs: {
      account: "Lumen Optique",
      domain,
      by: camille,
      ...theirs,
      request: "requests/1",
      allowed: 0,
      nominated: 0,
    },
  },
  "account-declined": { declined: { account, by: camille, comment: words, request: "requests/1" } },
  "account-overtaken": { overtaken: { account, domain } },
  "account-expiring": {
    activates: { ...activation, activates: true },
    waits: { ...activation, activates: false },
  },
  "account-expired": {
    own: { ...activation, ...own, forCustomer: false },
    theirs: { ...activation, account: "Lumen Optique", ...theirs, forCustomer: false },
  },
  nominated: {
    nominated: {
      account,
      domain,
      requester: camille,
      authorizer: lea,
      role: "smart-account-user",
      ...theirs,
      note: words,
    },
  },
  "nominee-answered": {
    accepted: {
      name,
      email,
      account,
      domain,
      role: "smart-account-user",
      accepted: true,
      address: "requests/1",
    },
    refused: {
      name,
      email,
      account,
      domain,
      role: "smart-account-user",
      accepted: false,
      address: "requests/1",
    },
  },
  "review-outcome": {
    appointed: { outcome: "appointed", matter: "registration", place: organization, address: "portal" },
    approved: { outcome: "approved", matter: "identifier", place: domain, address: "requests/1" },
    stays: { outcome: "approved", matter: "addressLeft", place: organization, address: "portal" },
    ends: {
      outcome: "refused",
      matter: "addressLeft",
      place: organization,
      reason: words,
      address: "portal",
    },
    identifierMoved: {
      outcome: "approved",
      matter: "identifierChange",
      place: domain,
      account,
      was: domain,
      address: "accounts/1/identifier",
    },
    identifierStays: {
      outcome: "refused",
      matter: "identifierChange",
      place: domain,
      account,
      was: domain,
      reason: words,
      address: "accounts/1/identifier",
    },
    associated: {
      outcome: "approved",
      matter: "association",
      place: "264364049",
      address: "onboarding/verify",
    },
    notAssociated: {
      outcome: "refused",
      matter: "association",
      place: "264364049",
      reason: words,
      address: "onboarding/verify",
    },
    refused: {
      outcome: "refused",
      matter: "registration",
      place: organization,
      reason: words,
      address: "portal",
    },
    objected: {
      outcome: "objected",
      matter: "reclaim",
      place: organization,
      reason: words,
      by: camille,
      address: "portal",
    },
  },
  "access-changed": {
    given: { organization, by: lea, given: ["customer-administrator"], ended: [] },
    ended: { organization, by: lea, given: [], ended: ["customer-administrator"] },
    all: { organization, by: lea, given: [], ended: ["customer-user"], all: true },
  },
  "passkeys-changed": {
    added: { change: "added", name: "Phone" },
    removed: { change: "removed", name: "Phone" },
    asked: { change: "asked" },
    ended: { change: "ended" },
    linked: { change: "linked", name: "Arden Login" },
    unlinked: { change: "unlinked", name: "Arden Login" },
  },
  "api-key-changed": {
    created: {
      change: "created",
      name: "Ticket tool",
      by: lea,
      scopes: ["read-cases", "close-cases"],
      until: at,
    },
    ended: { change: "ended", name: "Ticket tool", by: lea, scopes: ["read-cases"] },
    expiring: { change: "expiring", name: "Ticket tool", scopes: ["read-cases"], until: at },
  },
  "address-change": {
    old: { side: "old", from: email, to: "c.renard@nordwind.example", hours: 24 },
    new: { side: "new", from: email, to: "c.renard@nordwind.example", hours: 24 },
  },
  "address-changed": {
    made: { change: "made", from: email, to: "c.renard@nordwind.example", until: at },
    undone: { change: "undone", from: email, to: "c.renard@nordwind.example" },
    taken: { change: "taken", from: email, to: "c.renard@nordwind.example" },
  },
  "address-left": {
    left: {
      organization,
      kind: "organization",
      address: `organizations/${organizationId}/people`,
      from: email,
      to: "c.renard@nordwind.example",
    },
    leftAccount: {
      organization: "Lumen Optique",
      kind: "account",
      address: "accounts/clairval.example/people",
      from: email,
      to: "c.renard@nordwind.example",
    },
  },
  "feedback-answered": { answered: { wrote: words, answer: words } },
  "access-suspended": { suspended: { reason: words } },
  "access-restored": { restored: { reason: words } },
  "agent-suspended": {
    suspended: { change: "suspended", email, by: camille, reason: words },
    restored: { change: "restored", email, by: camille, reason: words },
  },
  "administrator-changed": {
    joined: { organization, organizationId, who: camille, change: "joined" },
    readdressed: { organization: "Lumen Optique", organizationId, who: camille, change: "readdressed" },
    erased: { organization: "Werf Group", organizationId, who: null, change: "erased" },
  },
  "alert-raised": {
    one: { saidAt: organizationId, matters: [raised] },
    two: { saidAt: organizationId, matters: [raised, raised] },
  },
  "report-digest": { digest: { organization, organizationId, digest, today: "2026-11-23" } },
  "collector-silent": {
    refused: { organization, organizationId, collector: "Gand", trouble: "refused", since: at },
    silent: { organization, organizationId, collector: "Gand", trouble: "silent", since: at },
  },
  summary: { summary: { toDecide: 2, toKnow: 1 } },
  "data-erased": { erased: { never: false } },
};
