import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from "jose";

type Answers = number | "silent" | "gone" | "as it should";

interface Mood {
  /** What the token says otherwise. */
  readonly claims: JWTPayload;
  readonly signed:
    | "by its key"
    | "by another key"
    | "by no key"
    | "by the public key as a secret"
    | "by the client's secret";
  readonly header: Partial<JWTHeaderParameters>;
  readonly discovery: Record<string, unknown>;
  readonly userinfo: Record<string, unknown>;
  /** By path. */
  readonly answers: Readonly<Record<string, Answers>>;
}

const good: Mood = {
  claims: {},
  signed: "by its key",
  header: {},
  discovery: {},
  userinfo: {},
  answers: {},
};

/** A provider with real keys that signs whatever it is told to, and answers as it likes. Nobody has to sign in there. */
export async function startHostile(clientSecret: string) {
  const [own, other] = await Promise.all([1, 2].map(() => generateKeyPair("RS256", { extractable: true })));
  const kid = "one";
  const jwk = { ...(await exportJWK(own!.publicKey)), kid, alg: "RS256", use: "sig" };
  const publicKey = await exportSPKI(own!.publicKey);
  const nonces = new Map<string, string>();
  const asked: string[] = [];
  let mood = good;
  let issuer = "";

  function sign(claims: JWTPayload): Promise<string> | string {
    const secret = (text: string) => new TextEncoder().encode(text);
    const by = (header: JWTHeaderParameters) =>
      new SignJWT(claims).setProtectedHeader({ ...header, ...mood.header });
    switch (mood.signed) {
      case "by no key":
        return new UnsecuredJWT(claims).encode();
      case "by another key":
        return by({ alg: "RS256", kid }).sign(other!.privateKey);
      case "by the public key as a secret":
        return by({ alg: "HS256", kid }).sign(secret(publicKey));
      case "by the client's secret":
        return by({ alg: "HS256" }).sign(secret(clientSecret));
      default:
        return by({ alg: "RS256", kid }).sign(own!.privateKey);
    }
  }

  const documents: Record<string, (url: URL, body: string) => object | Promise<object>> = {
    "/.well-known/openid-configuration": () => ({
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/me`,
      jwks_uri: `${issuer}/keys`,
      authorization_response_iss_parameter_supported: true,
      id_token_signing_alg_values_supported: ["RS256", "HS256", "none"],
      ...mood.discovery,
    }),
    "/keys": () => ({ keys: [jwk] }),
    "/me": () => ({ sub: "hostile", email: "h@hostile.example", email_verified: true, ...mood.userinfo }),
    "/token": async (_, body) => {
      const now = Math.floor(Date.now() / 1000);
      const code = new URLSearchParams(body).get("code") ?? "";
      return {
        access_token: "of-no-use",
        token_type: "Bearer",
        id_token: await sign({
          iss: issuer,
          aud: "portal",
          sub: "hostile",
          iat: now,
          exp: now + 600,
          nonce: nonces.get(code) ?? "",
          ...mood.claims,
        }),
      };
    },
  };

  async function serve(url: URL, body: string, response: ServerResponse) {
    asked.push(url.pathname);
    const how = mood.answers[url.pathname] ?? "as it should";
    if (how === "silent") return;
    if (how === "gone") {
      response.destroy();
      return;
    }
    if (url.pathname === "/auth") {
      const code = crypto.randomUUID();
      nonces.set(code, url.searchParams.get("nonce") ?? "");
      const back = new URL(url.searchParams.get("redirect_uri") ?? "");
      back.search = new URLSearchParams({
        code,
        state: url.searchParams.get("state") ?? "",
        iss: issuer,
      }).toString();
      response.writeHead(303, { location: back.href }).end();
      return;
    }
    const document =
      how === "as it should" ? await documents[url.pathname]!(url, body) : { error: "invalid_grant" };
    response
      .writeHead(how === "as it should" ? 200 : how, { "content-type": "application/json" })
      .end(JSON.stringify(document));
  }

  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => void serve(new URL(request.url ?? "", issuer), body, response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    /** The paths that were asked for. */
    asked,
    behave: (next: Partial<Mood>) => (mood = { ...good, ...next }),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
