import * as be from "./values.ts";

/** One setting, described once: what it means, what a value looks like, what counts without it. */
export interface Setting {
  readonly meaning: string;
  readonly example: string;
  readonly check: be.Check;
  /** What counts when it is not set. */
  readonly without: string;
  /** Shown nowhere. */
  readonly secret?: true;
  /** Of no use without this one. */
  readonly belongsTo?: SettingName;
  /** Demanded with this one. */
  readonly neededBy?: SettingName;
  /** Demanded of a portal that others use. */
  readonly needed?: true;
}

export type SettingName =
  | "PORT"
  | "PORTAL_LISTEN"
  | "PORTAL_DB"
  | "PORTAL_DEMO"
  | "PORTAL_URL"
  | "PORTAL_SECRET"
  | "PORTAL_AGENTS"
  | "PORTAL_PASSKEYS"
  | "PORTAL_LANGUAGE"
  | "PORTAL_TIME_ZONE"
  | "PORTAL_CLIENT_HEADER"
  | "DATABASE_URL"
  | "DATABASE_AUTH_TOKEN"
  | "DATABASE_REPLICA_URL"
  | "RESEND_API_KEY"
  | "RESEND_WEBHOOK_SECRET"
  | "RESEND_BASE_URL"
  | "MAIL_FROM"
  | "PROVISIONING_URL"
  | "PROVISIONING_SECRET"
  | "OIDC_ISSUER"
  | "OIDC_CLIENT_ID"
  | "OIDC_CLIENT_SECRET"
  | "OIDC_LABEL"
  | "OIDC_STRONG"
  | "METRICS_KEY"
  | OperatorSetting;

/** What the legal texts say of whoever runs the portal. */
export type OperatorSetting =
  | "OPERATOR_NAME"
  | "OPERATOR_ADDRESS"
  | "OPERATOR_NUMBER"
  | "OPERATOR_DATA_CONTACT"
  | "OPERATOR_AUTHORITY"
  | "OPERATOR_HOSTING"
  | "OPERATOR_DELIVERY"
  | "OPERATOR_TRANSFERS"
  | "OPERATOR_COUNTRY"
  | "OPERATOR_COURTS";

const without = "that of the demo, in the local run only";

/** Every setting of every command; README.md and .env.example are made from this list. */
export const settings: Readonly<Record<SettingName, Setting>> = {
  PORT: {
    meaning: "port on this machine; two instances with different `PORT` and `PORTAL_DB` run side by side",
    example: "8787",
    check: be.port,
    without: "8787",
  },
  PORTAL_LISTEN: {
    meaning:
      "another address of this machine on which `npm run serve` listens, for a proxy that is elsewhere: whoever reaches it passes the proxy by",
    example: "0.0.0.0",
    check: be.ipAddress,
    without: "loopback only",
  },
  PORTAL_DB: {
    meaning: "directory of the local database",
    example: "/var/lib/portal",
    check: be.directory,
    without: "`.data/portal`",
  },
  PORTAL_DEMO: {
    meaning: "0: no demo world; there is none either where others come in or the database is elsewhere",
    example: "0",
    check: be.onOff,
    without: "1",
  },
  PORTAL_URL: {
    meaning:
      "where people reach the portal: the base of every address in e-mails, and the only `Host` that is answered",
    example: "https://portal.example.com",
    check: be.origin,
    without: "`http://localhost:PORT`",
    needed: true,
  },
  PORTAL_SECRET: {
    meaning:
      "secrets of 32 characters or more, with commas, newest first (`openssl rand -base64 32`); older ones are still read",
    example: "8mX2vQeYp4tKz0wRbN6uJ1sLcHfGdA9i",
    check: be.secrets,
    without: "made once for a local database",
    secret: true,
    needed: true,
  },
  PORTAL_AGENTS: {
    meaning:
      "addresses of agents, with commas: they hear of reviews and decide on them; nobody else learns that there are any",
    example: "ann@example.com,tom@example.com",
    check: be.emails,
    without: "nobody: reviews wait",
  },
  PORTAL_PASSKEYS: {
    meaning:
      "1: agents decide only with a passkey also where `PORTAL_URL` is on this machine; wherever else it is they always do",
    example: "1",
    check: be.onOff,
    without: "0",
  },
  PORTAL_LANGUAGE: {
    meaning: "language of whoever says nothing about it",
    example: "fr",
    check: be.language,
    without: "the first of `locales/languages.json`",
  },
  PORTAL_TIME_ZONE: {
    meaning: "time zone of days and times",
    example: "Europe/Brussels",
    check: be.timeZone,
    without: "Europe/Brussels",
  },
  PORTAL_CLIENT_HEADER: {
    meaning:
      "header in which your proxy puts the visitor's address, overwriting what came in; of several addresses the last counts",
    example: "X-Real-IP",
    check: be.header,
    without: "everybody counts as one network",
  },
  DATABASE_URL: {
    meaning: "a libSQL server elsewhere; then no local one is started",
    example: "libsql://portal-example.turso.io",
    check: be.libsql,
    without: "the local database",
  },
  DATABASE_AUTH_TOKEN: {
    meaning: "token of that server",
    example: "eyJhbGciOiJFZERTQSJ9.e30.c2lnbmF0dXJl",
    check: be.oneWord,
    without: "none",
    secret: true,
    belongsTo: "DATABASE_URL",
  },
  DATABASE_REPLICA_URL: {
    meaning:
      "a replica of that server near the portal, which takes the same token: pages are read there, but for whoever has just written",
    example: "https://replica.example.com",
    check: be.libsql,
    without: "pages are read at that server too",
    belongsTo: "DATABASE_URL",
  },
  RESEND_API_KEY: {
    meaning: "key of the e-mail provider Resend",
    example: "re_123456789",
    check: be.oneWord,
    without: "the local mailbox receives",
    secret: true,
    needed: true,
  },
  RESEND_WEBHOOK_SECRET: {
    meaning: "secret of its webhook to `/webhooks/resend`, which reports deliveries",
    example: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    check: be.webhookSecret,
    without: "what became of messages is not known",
    secret: true,
    belongsTo: "RESEND_API_KEY",
    needed: true,
  },
  RESEND_BASE_URL: {
    meaning: "another address of its API",
    example: "https://api.resend.com",
    check: be.web,
    without: "`https://api.resend.com`",
    belongsTo: "RESEND_API_KEY",
  },
  MAIL_FROM: {
    meaning: "sender of the messages, of a domain that is verified there",
    example: "Customer portal <portal@example.com>",
    check: be.sender,
    without: "name and address of `src/brand/brand.ts`",
    needed: true,
  },
  PROVISIONING_URL: {
    meaning: "where the provider's tools hear of changed access",
    example: "https://tools.example.com/access",
    check: be.web,
    without: "access counts as set up at once",
  },
  PROVISIONING_SECRET: {
    meaning: "secret that signs these calls, as Standard Webhooks say",
    example: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    check: be.webhookSecret,
    without: "no calls",
    secret: true,
    belongsTo: "PROVISIONING_URL",
    neededBy: "PROVISIONING_URL",
  },
  OIDC_ISSUER: {
    meaning:
      "an OpenID Connect provider with which people may sign in beside the code; its client leads back to `/sign-in/oidc/callback`",
    example: "https://login.example.com",
    check: be.issuer,
    without: "the code alone",
  },
  OIDC_CLIENT_ID: {
    meaning: "who the portal is at that provider",
    example: "customer-portal",
    check: be.oneWord,
    without: "no provider",
    belongsTo: "OIDC_ISSUER",
    neededBy: "OIDC_ISSUER",
  },
  OIDC_CLIENT_SECRET: {
    meaning: "secret by which the provider knows the portal",
    example: "Zk4tW8sQ1nPv6yRb3mXc9uLe",
    check: be.oneWord,
    without: "no provider",
    secret: true,
    belongsTo: "OIDC_ISSUER",
    neededBy: "OIDC_ISSUER",
  },
  OIDC_LABEL: {
    meaning: "what people call that provider: it stands on the button",
    example: "Example Login",
    check: be.label,
    without: "no provider",
    belongsTo: "OIDC_ISSUER",
    neededBy: "OIDC_ISSUER",
  },
  OIDC_STRONG: {
    meaning:
      "claims by which that provider says that somebody signed in with more than a password, with commas: each counts as a passkey does",
    example: "amr=mfa,acr=urn:example:gold",
    check: be.claims,
    without: "agents add a passkey",
    belongsTo: "OIDC_ISSUER",
  },
  METRICS_KEY: {
    meaning: "key of 32 characters or more, with which a monitoring tool reads the counters at `/metrics`",
    example: "q7VbT2nXw9KcR4mLsY1eHfZ8uGdJ6aPo",
    check: be.key,
    without: "nobody reads them",
    secret: true,
  },
  OPERATOR_NAME: {
    meaning:
      "registered name of who runs the portal and answers for its data; this and what follows is said in the legal texts",
    example: "Ardenne Networks SA",
    check: be.text,
    without,
    needed: true,
  },
  OPERATOR_ADDRESS: {
    meaning: "its postal address",
    example: "Rue de la Passerelle 1, BE-6600 Bastogne",
    check: be.text,
    without,
    needed: true,
  },
  OPERATOR_NUMBER: {
    meaning: "its number in the register of enterprises",
    example: "BE 0000.000.097",
    check: be.text,
    without,
    needed: true,
  },
  OPERATOR_DATA_CONTACT: {
    meaning: "address of its data protection officer, or of who answers for personal data where it has none",
    example: "privacy@ardenne.example",
    check: be.email,
    without,
    needed: true,
  },
  OPERATOR_AUTHORITY: {
    meaning: "data protection authority that watches over it",
    example: "www.dataprotectionauthority.be",
    check: be.text,
    without,
    needed: true,
  },
  OPERATOR_HOSTING: {
    meaning: "who hosts the portal and its database, with the country",
    example: "Cloudflare, Inc. (US)",
    check: be.text,
    without,
    needed: true,
  },
  OPERATOR_DELIVERY: {
    meaning: "who delivers its e-mails, with the country",
    example: "Resend, Inc. (US)",
    check: be.text,
    without,
    needed: true,
  },
  OPERATOR_TRANSFERS: {
    meaning: "on what data leave the European Economic Area",
    example: "EU–US Data Privacy Framework",
    check: be.text,
    without,
    needed: true,
  },
  OPERATOR_COUNTRY: {
    meaning: "country whose law applies, of ISO 3166-1 with two letters",
    example: "BE",
    check: be.country,
    without,
    needed: true,
  },
  OPERATOR_COURTS: {
    meaning: "place whose courts decide",
    example: "Neufchâteau",
    check: be.text,
    without,
    needed: true,
  },
};

export const settingNames = Object.keys(settings) as SettingName[];

/** An example as it may be copied into a file that a shell reads. */
export const exampleLine = ({ example }: Setting) => (/[\s<]/u.test(example) ? `"${example}"` : example);
