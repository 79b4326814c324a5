import { expect, test } from "vitest";
import { sayOperator } from "#src/settings/operator.ts";
import { mayHaveDemo, problemsOf, warningsOf } from "#src/settings/problems.ts";
import { operatorSettings } from "#test/helpers/operator.ts";
import { settingNames, settings } from "#src/settings/settings.ts";

const secret = "a secret of the tests with 32 characters or more";
const hook = `whsec_${"A".repeat(32)}`;

/** What npm run serve needs. */
const whole = {
  PORTAL_URL: "https://portal.example",
  PORTAL_DB: "/var/lib/portal",
  PORTAL_SECRET: secret,
  RESEND_API_KEY: "re_123",
  RESEND_WEBHOOK_SECRET: hook,
  MAIL_FROM: "Portal <portal@portal.example>",
  ...operatorSettings,
};

/** What a provider of sign-ins needs. */
const login = {
  OIDC_ISSUER: "https://login.example",
  OIDC_CLIENT_ID: "portal",
  OIDC_CLIENT_SECRET: "secret",
  OIDC_LABEL: "Login",
};

test("what is whole and well-formed is taken", () => {
  expect(problemsOf(whole, "serve")).toEqual([]);
  expect(problemsOf({}, "start")).toEqual([]);
  expect(problemsOf({}, "database")).toEqual([]);
});

test("each example is one that is taken", () => {
  const given = Object.fromEntries(settingNames.map((name) => [name, settings[name].example]));

  expect(problemsOf(given, "serve")).toEqual([]);
});

test.each([
  ["PORT", "abc"],
  ["PORT", "0"],
  ["PORT", "70000"],
  ["PORTAL_DEMO", "no"],
  ["PORTAL_URL", "portal.example"],
  ["PORTAL_URL", "ftp://portal.example"],
  ["PORTAL_URL", "http://portal.example"],
  ["PORTAL_URL", "https://portal.example/portal"],
  ["PORTAL_URL", "https://ann:word@portal.example"],
  ["PORTAL_SECRET", "short"],
  ["PORTAL_SECRET", `${secret},x`],
  ["PORTAL_SECRET", `${secret},${secret}`],
  ["PORTAL_AGENTS", "ann@acme.example;tom@acme.example"],
  ["PORTAL_AGENTS", "ann@acme.example,tom.acme.example"],
  ["PORTAL_LANGUAGE", "qaa"],
  ["PORTAL_TIME_ZONE", "Brussels"],
  ["PORTAL_SECRET", "a".repeat(36)],
  ["PORTAL_CLIENT_HEADER", "X-Real-IP: yes"],
  ["PORTAL_CLIENT_HEADER", "Cookie"],
  ["PORTAL_CLIENT_HEADER", "Host"],
  ["DATABASE_URL", "foo"],
  ["DATABASE_URL", "file:portal.db"],
  ["DATABASE_URL", "http://database.example"],
  ["DATABASE_URL", "ws://database.example"],
  ["DATABASE_REPLICA_URL", "http://replica.example"],
  ["RESEND_BASE_URL", "api.resend.com"],
  ["RESEND_BASE_URL", "http://mail.example"],
  ["RESEND_WEBHOOK_SECRET", "whsec_short"],
  ["MAIL_FROM", "Portal"],
  ["MAIL_FROM", "Portal <portal>"],
  ["PROVISIONING_URL", "http://tools.example/hook"],
  ["PROVISIONING_SECRET", "secret"],
  ["METRICS_KEY", "short"],
  ["METRICS_KEY", "ab".repeat(20)],
  ["PORTAL_LISTEN", "portal.example"],
  ["OIDC_ISSUER", "http://login.example"],
  ["OIDC_ISSUER", "https://login.example?tenant=1"],
  ["OIDC_CLIENT_ID", "two words"],
  ["OIDC_CLIENT_SECRET", "two words"],
  ["OIDC_LABEL", "<b>Login</b>"],
  ["OIDC_STRONG", "mfa"],
  ["PORTAL_TIME_ZONE", " Europe/Brussels"],
])("%s=%s is refused by its name", (name, value) => {
  const provisioning = { PROVISIONING_URL: "https://tools.example/hook", PROVISIONING_SECRET: hook };

  const problems = problemsOf(
    { ...whole, DATABASE_URL: "https://database.example", ...provisioning, ...login, [name]: value },
    "serve",
  );

  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(new RegExp(`^${name} must be `, "u"));
});

test.each([
  ["DATABASE_URL", "https://ann:hush@database.example"],
  ["DATABASE_URL", "http://ann:hush@database.example"],
  ["DATABASE_REPLICA_URL", "libsql://:hush@replica.example"],
  ["RESEND_BASE_URL", "https://ann:hush@mail.example"],
  ["PROVISIONING_URL", "https://ann:hush@tools.example"],
  ["OIDC_ISSUER", "https://ann:hush@login.example"],
  ["PORTAL_URL", "https://ann:hush@[portal"],
])("%s=%s is refused without a word of its password", (name, value) => {
  const given = { ...whole, PROVISIONING_SECRET: hook, DATABASE_URL: "https://database.example", ...login };

  const problems = problemsOf(
    { ...given, PROVISIONING_URL: "https://tools.example", [name]: value },
    "serve",
  );

  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(`${name} must be `);
  expect(problems[0]).not.toContain("hush");
});

test.each([
  ["PORTAL_AGENT", "PORTAL_AGENTS"],
  ["PROTAL_URL", "PORTAL_URL"],
  ["MAIL_FORM", "MAIL_FROM"],
  ["DATABASE_AUTHTOKEN", "DATABASE_AUTH_TOKEN"],
  ["PORTAL_COLOR", "take it out"],
  ["OIDC_SCOPE", "take it out"],
  ["OIDC_CLIENTID", "OIDC_CLIENT_ID"],
])("%s is told to be misspelt", (name, meant) => {
  const problems = problemsOf({ ...whole, [name]: "https://portal.example" }, "serve");

  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(`${name} is no setting`);
  expect(problems[0]).toContain(meant);
});

test("a provider of sign-ins is named with all that it needs, and nothing of it without", () => {
  const names = (given: object) =>
    problemsOf({ ...whole, ...given }, "serve").map((problem) => problem.split(" ")[0]);

  expect(names(login)).toEqual([]);
  expect(names({ OIDC_ISSUER: login.OIDC_ISSUER })).toEqual([
    "OIDC_CLIENT_ID",
    "OIDC_CLIENT_SECRET",
    "OIDC_LABEL",
  ]);
  expect(names({ ...login, OIDC_ISSUER: "", OIDC_STRONG: "amr=mfa" })).toHaveLength(4);
});

test("only the portal for others listens elsewhere than on loopback", () => {
  expect(problemsOf({ PORTAL_LISTEN: "0.0.0.0" }, "start")).toEqual([
    expect.stringMatching(/^PORTAL_LISTEN is of npm run serve/u),
  ]);
  expect(problemsOf({ ...whole, PORTAL_LISTEN: "::" }, "serve")).toEqual([]);
});

test.each(["PATH", "MAIL", "MAILTO", "DATABASE_HOST", "PORTS", "npm_config_portal"])(
  "%s is somebody else's",
  (name) => {
    expect(problemsOf({ ...whole, [name]: "x" }, "serve")).toEqual([]);
  },
);

test("everything is named at once, and no secret is told", () => {
  const problems = problemsOf(
    { PORTAL_URL: "portal", PORTAL_SECRET: "hush", PORTAL_AGENT: "a", DATABASE_AUTH_TOKEN: "hush hush" },
    "serve",
  );

  expect(problems.map((problem) => problem.split(" ")[0])).toEqual([
    "PORTAL_DB",
    "RESEND_API_KEY",
    "RESEND_WEBHOOK_SECRET",
    "MAIL_FROM",
    ...Object.keys(operatorSettings),
    "PORTAL_URL",
    "PORTAL_SECRET",
    "DATABASE_AUTH_TOKEN",
    "DATABASE_AUTH_TOKEN",
    "PORTAL_AGENT",
  ]);
  expect(problems.join("\n")).not.toContain("hush");
});

test.each([
  "DATABASE_AUTH_TOKEN",
  "DATABASE_REPLICA_URL",
  "RESEND_WEBHOOK_SECRET",
  "RESEND_BASE_URL",
  "PROVISIONING_SECRET",
] as const)("%s alone has no effect, and says so", (name) => {
  const problems = problemsOf({ [name]: settings[name].example }, "start");

  expect(problems).toEqual([
    `${name} has no effect without ${settings[name].belongsTo}: set that too, or take it out.`,
  ]);
});

test("a database elsewhere has no demo world, and wants a secret that other machines share", () => {
  const elsewhere = { DATABASE_URL: "libsql://portal.turso.example" };

  expect(mayHaveDemo(elsewhere)).toBe(false);
  expect(mayHaveDemo({ DATABASE_URL: "http://127.0.0.1:8080" })).toBe(true);
  expect(problemsOf(elsewhere, "start")[0]).toMatch(/^PORTAL_SECRET is missing/u);
});

test("the demo world wants no address elsewhere", () => {
  const elsewhere = { PORTAL_URL: "https://portal.example" };

  expect(problemsOf(elsewhere, "start")[0]).toMatch(/^PORTAL_URL is not on this machine/u);
  expect(problemsOf({ ...elsewhere, PORTAL_DEMO: "0" }, "start")).toEqual([]);
});

test.each(["serve", "deploy"] as const)(
  "who runs the portal has to be said before others come in: %s",
  (use) => {
    const problems = problemsOf(
      { ...whole, DATABASE_URL: "libsql://portal.example", OPERATOR_COURTS: "" },
      use,
    );

    expect(problems).toContain(
      "OPERATOR_COURTS is missing: place whose courts decide. Example: OPERATOR_COURTS=Neufchâteau",
    );
  },
);

test("an example of what is missing may be copied into a file that a shell reads", () => {
  const problems = problemsOf({ ...whole, MAIL_FROM: "", OPERATOR_NAME: "" }, "serve").join("\n");

  expect(problems).toContain('Example: MAIL_FROM="Customer portal <portal@example.com>"');
  expect(problems).toContain('Example: OPERATOR_NAME="Ardenne Networks SA"');
});

test("whoever opens the portal to others in the name of the demo is told", () => {
  const told = "src/brand/brand.ts is the demo's: pages and e-mails are in the name of Ardenne Networks.";

  expect(warningsOf(whole, "serve")).toContain(told);
  expect(warningsOf({}, "start")).not.toContain(told);
});

test("a page says who runs the portal in its language, as text and nothing else", () => {
  const said = { OPERATOR_NAME: "Réseaux <b> & Fils", OPERATOR_COUNTRY: "BE" };

  expect(sayOperator("<p>OPERATOR_NAME, OPERATOR_COUNTRY, OPERATOR_COURTS</p>", said, "nl")).toBe(
    "<p>Réseaux &lt;b&gt; &amp; Fils, België, OPERATOR_COURTS</p>",
  );
});
