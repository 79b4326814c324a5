import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { exportJWK, generateKeyPair } from "jose";
import { type Configuration, type Interaction, Provider } from "oidc-provider";

/**
 * A real OpenID Connect provider as a process of its own. Its page for signing in believes whatever is typed: who somebody is,
 * with which claims, by what, and how long ago.
 */
const { PORTAL = "", PORT = "", CLIENT_SECRET = "" } = process.env;
const issuer = `http://127.0.0.1:${PORT}`;

interface Typed {
  readonly sub: string;
  readonly acr?: string;
  readonly amr?: string[];
  /** Seconds since it was done. */
  readonly ago?: number;
  readonly [claim: string]: unknown;
}

const people = new Map<string, Typed>();
const { privateKey } = await generateKeyPair("RS256", { extractable: true });

const configuration: Configuration = {
  clients: [
    {
      client_id: "portal",
      client_secret: CLIENT_SECRET,
      redirect_uris: [`${PORTAL}/sign-in/oidc/callback`],
      post_logout_redirect_uris: [`${PORTAL}/`],
    },
  ],
  jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: "RS256", use: "sig" }] },
  cookies: { keys: ["of a test"] },
  claims: {
    openid: ["sub", "acr", "amr"],
    email: ["email", "email_verified"],
    profile: ["name", "locale"],
  },
  acrValues: ["gold"],
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
  interactions: { url: (_, { uid }: Interaction) => `/interaction/${uid}` },
  findAccount: (_, sub) => {
    const { acr: _acr, amr: _amr, ago: _ago, ...claims } = people.get(sub) ?? { sub };
    return { accountId: sub, claims: () => ({ ...claims, sub }) };
  },
  loadExistingGrant: async ({ oidc }) => {
    const grant = new provider.Grant({
      clientId: oidc.client?.clientId ?? "",
      accountId: oidc.session?.accountId ?? "",
    });
    grant.addOIDCScope("openid email profile");
    await grant.save();
    return grant;
  },
};

const provider = new Provider(issuer, configuration);
const answer = provider.callback();

async function signIn(request: IncomingMessage, response: ServerResponse) {
  if (request.method === "GET") {
    const { prompt, params } = await provider.interactionDetails(request, response);
    response.setHeader("Content-Type", "text/html");
    response.end(
      `<title>Sign in</title><main data-page="provider" data-state="${prompt.name}" data-asked='${JSON.stringify(params)}'>` +
        `<form id="form" method="post" action="${issuer}${request.url}"><input name="claims"><button>Sign in</button></form></main>`,
    );
    return;
  }
  let body = "";
  for await (const part of request) body += String(part);
  const typed = new URLSearchParams(body).get("claims") ?? "";
  if (!typed) {
    await provider.interactionFinished(request, response, { error: "access_denied" });
    return;
  }
  const person = JSON.parse(typed) as Typed;
  people.set(person.sub, person);
  const { sub: accountId, acr, amr, ago = 0 } = person;
  const ts = Math.floor(Date.now() / 1000) - ago;
  await provider.interactionFinished(request, response, {
    login: { accountId, ts, ...(acr && { acr }), ...(amr && { amr }) },
  });
}

createServer((request, response) => {
  if (request.url?.startsWith("/interaction/"))
    void signIn(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  else void answer(request, response);
}).listen(Number(PORT), "127.0.0.1", () => console.log("It answers."));
