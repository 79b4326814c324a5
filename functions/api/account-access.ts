import { asciiDomain } from "#src/domain/email.ts";
import { resource } from "#functions/http/address.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import { requestAccountAccess } from "#functions/use-cases/access-request/request-account.ts";

const tab = ({ req }: Exchange) =>
  ({ tab: req.query("tab") === "requests" ? "requests" : "accounts" }) as const;

const asked = ({ req, var: { fields } }: Exchange) => ({
  domain: asciiDomain(fields?.["domainIdentifier"] ?? req.query("account") ?? "") ?? "",
  proof: fields?.["proof"] ?? req.query("proof") ?? "",
});

/** What somebody has in Smart Accounts, and asking for more (functions/README.md, Addresses). */
export const accountAccess = resource()
  .page("accounts", { input: tab })
  .page("accounts/request-access", { input: asked, post: requestAccountAccess }).routes;
