import * as oauth from "oauth4webapi";
import { normalizeEmail } from "#src/domain/email.ts";
import { limits } from "#src/domain/limits.ts";
import { isPlainName } from "#src/domain/plain-name.ts";
import { readName } from "#src/domain/profile.ts";
import { namesProvider } from "#src/domain/provider-name.ts";
import { type Identity, NotIdentified } from "#src/domain/provider-sign-in.ts";
import { normalized } from "#src/domain/text.ts";
import { onThisMachine } from "#src/settings/loopback.ts";
import type { Settings } from "#functions/context/env.ts";
import { type Attempt, provenOf } from "#functions/context/provider-attempt.ts";

type Provider = NonNullable<Settings["oidc"]>;

/** As OpenID Connect Core 2 says. */
const longestSubject = 255;

const { anew, away, clock, known, patience } = limits.provider;

/** Where the provider leads back to. */
const callback = ({ url }: Settings) => `${url}/sign-in/oidc/callback`;

const clientOf = ({ clientId }: Provider): oauth.Client => ({
  client_id: clientId,
  [oauth.clockTolerance]: clock / 1000,
});

const asking = ({ issuer }: Provider) => ({
  signal: AbortSignal.timeout(patience),
  [oauth.allowInsecureRequests]: onThisMachine(issuer),
});

/** What each provider says of itself, and since when; null: it did not answer. What is under way is another request's own. */
const said = new Map<string, { readonly server: oauth.AuthorizationServer | null; readonly at: number }>();

async function discover(provider: Provider): Promise<oauth.AuthorizationServer> {
  const before = said.get(provider.issuer);
  const age = Date.now() - (before?.at ?? 0);
  if (before?.server && age < known) return before.server;
  if (before && !before.server && age < away) throw new NotIdentified("away", "again");
  try {
    const issuer = new URL(provider.issuer);
    const server = onlySigned(
      await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, asking(provider))),
    );
    said.set(provider.issuer, { server, at: Date.now() });
    return server;
  } catch (error) {
    said.set(provider.issuer, { server: before?.server ?? null, at: Date.now() });
    if (before?.server) return before.server;
    throw new NotIdentified("away", detailOf(error));
  }
}

/** Nothing unsigned, and nothing that a public key could have signed as if it were a shared secret. */
const onlySigned = (server: oauth.AuthorizationServer): oauth.AuthorizationServer => ({
  ...server,
  id_token_signing_alg_values_supported: (server.id_token_signing_alg_values_supported ?? ["RS256"]).filter(
    (algorithm) => /^(?:RS|PS|ES|Ed)/u.test(algorithm),
  ),
});

/** The provider's page at which somebody signs in. */
export async function signInPage(settings: Settings, provider: Provider, attempt: Attempt): Promise<string> {
  const { authorization_endpoint: page } = await discover(provider);
  if (!page) throw new NotIdentified("away", "authorization_endpoint");
  const { state, nonce, verifier } = provenOf(attempt);
  const gold = provider.strong.flatMap(({ name, value }) => (name === "acr" ? [value] : []));
  return withQuery(page, {
    client_id: provider.clientId,
    redirect_uri: callback(settings),
    response_type: "code",
    scope: "openid email profile",
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    ui_locales: attempt.language,
    // Asked how old a sign-in may be, the provider also says how old it is.
    max_age: String((attempt.again ? anew : limits.session.longest) / 1000),
    ...(attempt.again && { prompt: "login" }),
    ...(attempt.again && gold.length && { acr_values: gold.join(" ") }),
  });
}

/** The provider's page at which somebody signs out there, and comes back; null where it has none, or does not answer. */
export async function signOutPage({ url }: Settings, provider: Provider): Promise<string | null> {
  const server = await discover(provider).catch(() => null);
  const page = server?.end_session_endpoint;
  if (!page) return null;
  return withQuery(page, { client_id: provider.clientId, post_logout_redirect_uri: `${url}/` });
}

function withQuery(address: string, query: Readonly<Record<string, string>>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

/** Who has come back from the provider, by a code that works once; throws `NotIdentified` for all that does not hold. */
export async function identify(
  settings: Settings,
  provider: Provider,
  attempt: Attempt,
  answer: URLSearchParams,
): Promise<Identity> {
  try {
    return await identified(settings, provider, attempt, answer);
  } catch (error) {
    throw error instanceof NotIdentified ? error : problemOf(error);
  }
}

async function identified(
  settings: Settings,
  provider: Provider,
  attempt: Attempt,
  answer: URLSearchParams,
): Promise<Identity> {
  const server = await discover(provider);
  const client = clientOf(provider);
  const options = asking(provider);
  const { state, nonce, verifier } = provenOf(attempt);
  const code = oauth.validateAuthResponse(server, client, answer, state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    secretOf(provider, server),
    code,
    callback(settings),
    verifier,
    options,
  );
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: nonce,
    requireIdToken: true,
  });
  await oauth.validateApplicationLevelSignature(server, response, options);
  const claims = oauth.getValidatedIdTokenClaims(tokens)!;
  const now = Date.now();
  if (Math.abs(now - claims.iat * 1000) > clock) throw new NotIdentified("refused", "clock");
  const authenticatedAt = Math.min(now, (claims.auth_time ?? 0) * 1000);
  if (attempt.again && now - authenticatedAt > anew + clock) throw new NotIdentified("notAnew");
  const profile = await profileOf(server, client, tokens, claims, options);
  if (claims.sub.length > longestSubject) throw new NotIdentified("refused", "sub");
  return {
    issuer: server.issuer,
    subject: claims.sub,
    email: profile["email_verified"] === true ? asProven(text(profile["email"])) : null,
    name: nameOf(profile),
    locale: text(profile["locale"]),
    authenticatedAt,
    isStrong: provider.strong.some(({ name, value }) => [claims[name]].flat().includes(value)),
  };
}

/** The address, as it is kept; null where its mailbox is written in letters that only look like others: that is another one. */
function asProven(written: string): string | null {
  const mailbox = written.trim().slice(0, written.trim().lastIndexOf("@"));
  return mailbox === normalized(mailbox, "NFKC") ? normalizeEmail(written) : null;
}

/** Both address and word about it come from one statement: of the token, else of what the provider says when asked. */
async function profileOf(
  server: oauth.AuthorizationServer,
  client: oauth.Client,
  { access_token: token }: oauth.TokenEndpointResponse,
  claims: oauth.IDToken,
  options: ReturnType<typeof asking>,
): Promise<Readonly<Record<string, unknown>>> {
  if (claims["email_verified"] !== undefined || !server.userinfo_endpoint) return claims;
  const response = await oauth.userInfoRequest(server, client, token, options);
  return oauth.processUserInfoResponse(server, client, claims.sub, response);
}

function secretOf({ clientSecret }: Provider, server: oauth.AuthorizationServer): oauth.ClientAuth {
  const ways = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  return ways.includes("client_secret_basic")
    ? oauth.ClientSecretBasic(clientSecret)
    : oauth.ClientSecretPost(clientSecret);
}

const text = (value: unknown) => (typeof value === "string" ? value : "");

function nameOf(profile: Readonly<Record<string, unknown>>): string {
  const { name, given_name: given, family_name: family } = profile;
  const called = readName(text(name) || `${text(given)} ${text(family)}`);
  const fits = [...called].length <= limits.profile.longest;
  return fits && isPlainName(called) && !namesProvider(called) ? called : "";
}

const ofThePerson = new Set(["access_denied", "consent_required", "interaction_required", "login_required"]);
const ofTheProvider = new Set(["server_error", "temporarily_unavailable"]);

function problemOf(error: unknown): NotIdentified {
  const detail = detailOf(error);
  if (error instanceof oauth.AuthorizationResponseError && ofThePerson.has(error.error))
    return new NotIdentified("denied", detail);
  const isAway =
    error instanceof oauth.AuthorizationResponseError
      ? ofTheProvider.has(error.error)
      : error instanceof oauth.ResponseBodyError
        ? error.status >= 500
        : !(
            error instanceof oauth.OperationProcessingError ||
            error instanceof oauth.UnsupportedOperationError
          ) || error.code === oauth.RESPONSE_IS_NOT_CONFORM;
  return new NotIdentified(isAway ? "away" : "refused", detail);
}

/** A code of the protocol or of the library, or the name of the error: nothing that somebody wrote. */
function detailOf(error: unknown): string {
  const { error: said, code, name } = error as { error?: unknown; code?: unknown; name?: unknown };
  return [said, code, name].map(text).find((one) => /^[a-z_]{1,60}$/iu.test(one)) ?? "";
}
