import { join } from "node:path";
import { freePort } from "#db/local/port.ts";
import { root } from "#functions/local/build.ts";
import { runCommand } from "#test/helpers/processes.ts";
import type { Answer, Visitor } from "#test/helpers/visitor.ts";

const secret = "a-secret-that-the-provider-knows";

/** The settings of a portal with a provider at an address. */
export const settingsFor = (issuer: string) => ({
  OIDC_ISSUER: issuer,
  OIDC_CLIENT_ID: "portal",
  OIDC_CLIENT_SECRET: secret,
  OIDC_LABEL: "Arden Login",
  OIDC_STRONG: "amr=mfa,acr=gold",
});

/** A real provider in a process of its own, for a portal at this address. */
export async function startProvider(portal: string, port?: number) {
  const own = port ?? (await freePort());
  const program = runCommand([join(root, "test/helpers/oidc/provider.ts")], {
    PORT: String(own),
    PORTAL: portal,
    CLIENT_SECRET: secret,
  });
  await program.says("It answers.");
  return {
    issuer: `http://127.0.0.1:${own}`,
    async stop() {
      program.kill("SIGTERM");
      await program.ended;
    },
  };
}

/** What the provider's page is told of whoever signs in. */
export interface Claims {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: unknown;
  readonly name?: string;
  readonly locale?: string;
  readonly acr?: string;
  readonly amr?: readonly string[];
  readonly ago?: number;
}

/** Starts at the portal, signs in at the provider, and goes where that leads. */
export async function through(visitor: Visitor, claims: Claims, start = "/sign-in/oidc"): Promise<Answer> {
  const page = await visitor.go(start);
  return page.page === "provider" ? visitor.submit({ claims: JSON.stringify(claims) }) : page;
}
