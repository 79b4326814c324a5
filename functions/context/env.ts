import { brand } from "#src/brand/brand.ts";
import { normalizeEmail } from "#src/domain/email.ts";
import { isLanguage, type Language, languages } from "#src/i18n/translator.ts";
import { provisioningProblem } from "./provisioning-settings.ts";

/** The Worker's bindings, as `wrangler.toml` and the local starter set them. */
export interface Bindings {
  readonly ASSETS: { fetch: typeof fetch };
  readonly DATABASE_URL: string;
  readonly DATABASE_AUTH_TOKEN?: string;
  readonly PORTAL_URL: string;
  readonly PORTAL_SECRET: string;
  readonly PORTAL_AGENTS?: string;
  readonly PORTAL_LANGUAGE?: string;
  readonly PORTAL_TIME_ZONE?: string;
  readonly RESEND_API_KEY?: string;
  readonly RESEND_BASE_URL?: string;
  readonly RESEND_WEBHOOK_SECRET?: string;
  readonly MAIL_FROM?: string;
  readonly OIDC_ISSUER?: string;
  readonly OIDC_CLIENT_ID?: string;
  readonly OIDC_CLIENT_SECRET?: string;
  readonly PROVISIONING_URL?: string;
  readonly PROVISIONING_SECRET?: string;
}

const list = (text = "") =>
  text
    .split(",")
    .map((item) => item.trim())
    .filter(Boolean);

function read(bindings: Bindings) {
  const url = new URL(bindings.PORTAL_URL);
  const secrets = list(bindings.PORTAL_SECRET);
  if (!secrets[0] || secrets[0].length < 32) throw new Error("PORTAL_SECRET needs 32 characters or more");
  const problem = provisioningProblem(bindings.PROVISIONING_URL, bindings.PROVISIONING_SECRET);
  if (problem) throw new Error(problem);
  const { PORTAL_LANGUAGE: language } = bindings;
  return {
    url: url.origin,
    secure: url.protocol === "https:",
    /** Newest first; the older ones are still read. */
    secrets: secrets as [string, ...string[]],
    agents: list(bindings.PORTAL_AGENTS).flatMap((address) => normalizeEmail(address) ?? []),
    language: (isLanguage(language) ? language : languages[0]!.code) as Language,
    timeZone: bindings.PORTAL_TIME_ZONE || "Europe/Brussels",
    database: { url: bindings.DATABASE_URL, authToken: bindings.DATABASE_AUTH_TOKEN },
    mail: {
      key: bindings.RESEND_API_KEY ?? "",
      url: bindings.RESEND_BASE_URL ?? "https://api.resend.com",
      webhookSecret: bindings.RESEND_WEBHOOK_SECRET ?? "",
      from: bindings.MAIL_FROM ?? `${brand.portal} <${brand.support}>`,
    },
    /** Where the provider's tools hear of changed access; empty: nowhere. */
    provisioning: { url: bindings.PROVISIONING_URL ?? "", secret: bindings.PROVISIONING_SECRET ?? "" },
  };
}

export type Settings = ReturnType<typeof read>;

const known = new WeakMap<Bindings, Settings>();

/** The settings of this Worker, checked once; throws when one is missing. */
export function settingsOf(bindings: Bindings): Settings {
  const settings = known.get(bindings) ?? read(bindings);
  known.set(bindings, settings);
  return settings;
}
