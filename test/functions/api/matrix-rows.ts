/** Everybody of the table, in the order of its columns. */
export const kinds = ["nobody", "another", "the person", "administrator", "agent", "disabled"] as const;
export type Kind = (typeof kinds)[number];

/** What each kind of person is answered: a status, and where a redirect leads. */
type Row = readonly [
  method: "GET" | "POST",
  path: string,
  ...answers: [string, string, string, string, string, string],
];

const all = (answer: string) => Array(6).fill(answer) as [string, string, string, string, string, string];
/** Signed-in people are answered so; nobody and the disabled are led to sign-in and back. */
const inside = (path: string, another: string, person: string, administrator: string, agent: string) => {
  const asked = `303 /en/sign-in?next=${encodeURIComponent(path)}`;
  return [asked, another, person, administrator, agent, asked] as const;
};
const to = (path: string) => `303 /en/${path}`;
const verify = to("onboarding/verify");
const checkEmail = to("onboarding/check-email");
const status = to("onboarding/status");

const page = (path: string, ...answers: [string, string, string, string]): Row => [
  "GET",
  path,
  ...inside(path, ...answers),
];
const form = (path: string, ...answers: [string, string, string, string]): Row => [
  "POST",
  path,
  ...inside(path, ...answers),
];

const four = (answer: string) => [answer, answer, answer, answer] as const;

/** Every address that is declared, by GET and by POST: what each kind of person is answered. */
export const rows: readonly Row[] = [
  ["GET", "/", ...all("200")],
  ["GET", "/en/", ...all("200")],
  ["GET", "/en/guide", ...all("200")],
  ["GET", "/en/roles", ...all("200")],
  ["GET", "/en/help", ...all("200")],
  ["GET", "/en/privacy", ...all("200")],
  ["GET", "/en/accessibility", ...all("200")],
  ["GET", "/en/onboarding", ...all("200")],
  ["GET", "/healthz", ...all("200")],
  ["POST", "/webhooks/resend", ...all("401")],
  ["GET", "/en/nowhere", ...all("404")],
  ["POST", "/en/nowhere", ...all("404")],
  ["GET", "/en/sign-out", ...all("405")],
  ["POST", "/en/guide", ...all("405")],
  ["GET", "/en/sign-in", "200", to("portal"), to("portal"), to("portal"), to("portal"), "200"],
  ["POST", "/en/sign-in", ...all("422")],
  ["GET", "/en/sign-in/code", ...all(to("sign-in"))],
  ["POST", "/en/sign-in/code", ...all(to("sign-in"))],
  page("/en/portal", "200", "200", "200", "200"),
  page("/en/tasks", "200", "200", "200", "200"),
  page("/en/profile", "200", "200", "200", "200"),
  form("/en/profile", "422", "422", "422", "422"),
  page("/en/onboarding/verify", "200", "200", "200", "200"),
  form("/en/onboarding/verify", "422", "422", "422", "422"),
  page("/en/onboarding/confirm", verify, checkEmail, status, verify),
  page("/en/onboarding/organization", verify, "200", status, verify),
  form("/en/onboarding/organization", verify, "422", status, verify),
  page("/en/onboarding/check-email", verify, "200", status, verify),
  form("/en/onboarding/check-email", verify, "429", status, verify),
  page("/en/onboarding/status", "200", "200", "200", "200"),
  page("/en/organizations/noorderkaai", "404", "404", "200", "404"),
  page("/en/organizations/noorderkaai-genk", "404", "404", "200", "404"),
  page("/en/organizations/moselane", "404", "404", "404", "404"),
  page("/en/organizations/nothing", "404", "404", "404", "404"),
  page("/en/organizations", "200", "200", "200", "200"),
  page("/en/organizations/noorderkaai/people", "404", "404", "200", "404"),
  form("/en/organizations/noorderkaai/people", "404", "404", "422", "404"),
  page("/en/organizations/noorderkaai/administrators", "404", "404", "200", "404"),
  form("/en/organizations/noorderkaai/administrators", "404", "404", "422", "404"),
  page("/en/organizations/noorderkaai/requests", "404", "404", "200", "404"),
  page("/en/organizations/noorderkaai/requests/REQUEST", "404", "404", "200", "404"),
  form("/en/organizations/noorderkaai/requests/REQUEST", "404", "404", "422", "404"),
  page("/en/organizations/noorderkaai/history", "404", "404", "200", "404"),
  page("/en/organizations/noorderkaai/history.csv", "404", "404", "200", "404"),
  page("/en/organizations/noorderkaai/reports/alerts", "404", "404", "200", "404"),
  page("/en/organizations/noorderkaai/reports/alerts.csv", "404", "404", "200", "404"),
  page("/en/organizations/noorderkaai/reports/alerts/nothing", "404", "404", "404", "404"),
  form("/en/organizations/noorderkaai/reports/alerts/nothing", "404", "404", "404", "404"),
  page("/en/organizations/noorderkaai/reports/settings", "404", "404", "200", "404"),
  form("/en/organizations/noorderkaai/reports/settings", "404", "404", "422", "404"),
  ["GET", "/en/unsubscribe/nothing", ...all("404")],
  ["POST", "/en/unsubscribe/nothing", ...all("404")],
  ["GET", "/unsubscribe/nothing", ...all("303 /en/unsubscribe/nothing")],
  ["POST", "/unsubscribe/nothing", ...all("404")],
  page("/en/accounts", "200", "200", "200", "200"),
  page("/en/accounts/request-access", "200", "200", "200", "200"),
  form("/en/accounts/request-access", "422", "422", "422", "422"),
  page("/en/accounts/new/authorization", "200", "200", "200", "200"),
  form("/en/accounts/new/authorization", "422", "422", "422", "422"),
  page("/en/accounts/new/identity", ...four(to("accounts/new/authorization"))),
  form("/en/accounts/new/identity", ...four(to("accounts/new/authorization"))),
  page("/en/accounts/new/company", ...four(to("accounts/new/authorization"))),
  form("/en/accounts/new/company", ...four(to("accounts/new/authorization"))),
  page("/en/accounts/new/administrators", ...four(to("accounts/new/authorization"))),
  form("/en/accounts/new/administrators", ...four(to("accounts/new/authorization"))),
  page("/en/accounts/new/review", ...four(to("accounts/new/authorization"))),
  form("/en/accounts/new/review", ...four(to("accounts/new/authorization"))),
  page("/en/accounts/for-customer", "200", "200", "200", "200"),
  form("/en/accounts/for-customer", "422", "422", "422", "422"),
  page("/en/accounts/for-customer/review", ...four(to("accounts/for-customer"))),
  form("/en/accounts/for-customer/review", ...four(to("accounts/for-customer"))),
  page("/en/accounts/noorderkaai.example", "404", "404", "200", "404"),
  page("/en/accounts/noorderkaai.example/people", "404", "404", "200", "404"),
  form("/en/accounts/noorderkaai.example/people", "404", "404", "422", "404"),
  page("/en/accounts/noorderkaai.example/virtual-accounts", "404", "404", "200", "404"),
  form("/en/accounts/noorderkaai.example/virtual-accounts", "404", "404", "422", "404"),
  page("/en/accounts/noorderkaai.example/requests", "404", "404", "200", "404"),
  page("/en/accounts/noorderkaai.example/requests/REQUEST", "404", "404", "404", "404"),
  form("/en/accounts/noorderkaai.example/requests/REQUEST", "404", "404", "404", "404"),
  page("/en/accounts/noorderkaai.example/history", "404", "404", "200", "404"),
  page("/en/accounts/noorderkaai.example/history.csv", "404", "404", "200", "404"),
  ["GET", "LINK", "200", "403", "200", "403", "403", "200"],
  ["GET", "LINK/code", ...all("405")],
  ["GET", "/en/link/cABC", ...all("404")],
  form("/en/link/cABC", "404", "404", "404", "404"),
  ["GET", "DECISION", "200", "403", "403", "200", "403", "200"],
  form("/en/onboarding/confirm", verify, checkEmail, status, verify),
  [
    "POST",
    "/en/onboarding/status",
    `303 /en/sign-in?next=${encodeURIComponent("/en/onboarding/status")}`,
    ...(["400", "400", "400", "400", "400"] as const),
  ],
  page("/en/onboarding/hand-over", "200", "200", "200", "200"),
  form("/en/onboarding/hand-over", "422", "422", "422", "422"),
  page("/en/requests", "200", "200", "200", "200"),
  page("/en/requests/REQUEST", "404", "404", "404", "404"),
  form("/en/requests/REQUEST", "404", "404", "404", "404"),
  page("/en/requests/nothing", "404", "404", "404", "404"),
  page("/en/reviews", "404", "404", "404", "200"),
  page("/en/reviews/REVIEW", "404", "404", "404", "200"),
  form("/en/reviews/REVIEW", "404", "404", "404", "422"),
  page("/en/reviews/nothing", "404", "404", "404", "404"),
];
