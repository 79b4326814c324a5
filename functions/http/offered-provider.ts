import { providerProblems } from "#src/domain/provider-sign-in.ts";
import { ownPath } from "#functions/input/own-path.ts";
import type { Views } from "#functions/views/views.ts";
import type { Exchange } from "./exchange.ts";

/** What the sign-in page says of the provider, where there is one. */
export function offeredProvider({ var: { settings }, req }: Exchange): Views["sign-in"]["provider"] {
  if (!settings.oidc) return null;
  const { problem, again, out, next: asked } = req.query();
  const next = ownPath(asked);
  const query = new URLSearchParams({ ...(again && { again: "yes" }), ...(next && { next }) }).toString();
  return {
    label: settings.oidc.label,
    href: `/sign-in/oidc${query && `?${query}`}`,
    problem: providerProblems.find((one) => one === problem) ?? null,
    signOut: out ? "/sign-in/oidc/end" : null,
  };
}
