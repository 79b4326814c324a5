import { brand } from "#src/brand/brand.ts";
import { normalizeEmail } from "#src/domain/email.ts";
import { isLanguage, type Language, languages } from "#src/i18n/translator.ts";
import { onThisMachine } from "#src/settings/loopback.ts";
import { operatorNames } from "#src/i18n/operator-names.ts";
import { demoOperator, type Operator } from "#src/settings/operator.ts";
import { checkSettings } from "#src/settings/problems.ts";
import { type SettingName, settingNames } from "#src/settings/settings.ts";
import { claimsOf, listed } from "#src/settings/values.ts";

/** The Worker's bindings, as `wrangler.toml` and the local starter set them. */
export type Bindings = {
  readonly ASSETS: { fetch: typeof fetch };
  /** Counts requests in the whole location, where there is one (`wrangler.toml`). */
  readonly REQUESTS?: { limit: (asker: { readonly key: string }) => Promise<{ success: boolean }> };
} & Readonly<Partial<Record<SettingName, string>>>;

function read(bindings: Bindings) {
  const given = Object.fromEntries(settingNames.map((name) => [name, bindings[name] || undefined]));
  checkSettings(given, "worker");
  const url = new URL(given["PORTAL_URL"]!);
  const { PORTAL_LANGUAGE: language, RESEND_API_KEY: mailKey, RESEND_BASE_URL: mailUrl } = given;
  const database = {
    url: given["DATABASE_URL"]!,
    authToken: given["DATABASE_AUTH_TOKEN"],
    replica: given["DATABASE_REPLICA_URL"],
  };
  const local =
    LOCAL &&
    onThisMachine(url.href) &&
    onThisMachine(database.url) &&
    (!database.replica || onThisMachine(database.replica)) &&
    (!mailKey || onThisMachine(mailUrl ?? ""));
  const said: Operator = Object.fromEntries(
    Object.values(operatorNames).flatMap((name) => (given[name] ? [[name, given[name]]] : [])),
  );
  return {
    url: url.origin,
    host: url.host,
    secure: url.protocol === "https:",
    /**
     * Nothing of this portal leaves this machine: neither its address nor its database nor its messages. Only then has
     * it addresses under `/dev` and a clock that can be moved.
     */
    local,
    /** The header that tells where a request comes from; without one everybody is one network. */
    clientHeader: given["PORTAL_CLIENT_HEADER"] ?? (local ? "CF-Connecting-IP" : null),
    /** Newest first; the older ones are still read. */
    secrets: listed(given["PORTAL_SECRET"]) as [string, ...string[]],
    agents: listed(given["PORTAL_AGENTS"]).flatMap((address) => normalizeEmail(address) ?? []),
    /** Agents do nothing without a passkey. */
    passkeys: given["PORTAL_PASSKEYS"] === "1" || !onThisMachine(url.href),
    language: (isLanguage(language) ? language : languages[0]!.code) as Language,
    timeZone: given["PORTAL_TIME_ZONE"] ?? "Europe/Brussels",
    database,
    mail: {
      key: mailKey ?? "",
      url: mailUrl ?? "https://api.resend.com",
      webhookSecret: given["RESEND_WEBHOOK_SECRET"] ?? "",
      from: given["MAIL_FROM"] ?? `${brand.portal} <${brand.support}>`,
    },
    /** The OpenID Connect provider with which people may sign in beside the code. */
    oidc: given["OIDC_ISSUER"]
      ? {
          issuer: given["OIDC_ISSUER"],
          clientId: given["OIDC_CLIENT_ID"]!,
          clientSecret: given["OIDC_CLIENT_SECRET"]!,
          label: given["OIDC_LABEL"]!,
          /** By any of these it says that somebody has signed in with more than a password. */
          strong: claimsOf(given["OIDC_STRONG"]),
        }
      : null,
    /** What the legal texts say of whoever runs the portal. */
    operator: local ? { ...demoOperator, ...said } : said,
    /** What whoever reads the counters must show; empty: nobody may. */
    metricsKey: given["METRICS_KEY"] ?? "",
    /** Where the provider's tools hear of changed access; empty: nowhere. */
    provisioning: { url: given["PROVISIONING_URL"] ?? "", secret: given["PROVISIONING_SECRET"] ?? "" },
  };
}

export type Settings = ReturnType<typeof read>;

const known = new WeakMap<Bindings, Settings>();

/** The settings of this Worker, checked once; throws `UnusableSettings`. */
export function settingsOf(bindings: Bindings): Settings {
  const before = known.get(bindings);
  if (before) return before;
  const settings = read(bindings);
  known.set(bindings, settings);
  return settings;
}
