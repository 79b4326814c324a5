import type { Exchange } from "#functions/exchange.ts";
import { asciiDomain } from "#src/domain/email.ts";
import { accessPage } from "#functions/use-cases/account/access-page.ts";
import { requestAccessPage } from "#functions/use-cases/account/request-access-page.ts";
import { requestAccountAccess } from "#functions/use-cases/access-request/request-account.ts";
import { act, resource, show } from "./address.ts";

const access = {
  place: "accounts",
  query: accessPage,
  input: ({ req }: Exchange) => ({ tab: req.query("tab") === "requests" ? "requests" : "accounts" }) as const,
};

const requestAccess = {
  place: "accounts/request-access",
  query: requestAccessPage,
  input: ({ req, var: { fields } }: Exchange) => ({
    domain: asciiDomain(fields?.["domainIdentifier"] ?? req.query("account") ?? "") ?? "",
    proof: fields?.["proof"] ?? req.query("proof") ?? "",
  }),
};

/** What somebody has in Smart Accounts, and asking for more (contract.md, Addresses). */
export const accountAccess = resource()
  .at("accounts", { get: show(access) })
  .at("accounts/request-access", {
    get: show(requestAccess),
    post: act(requestAccountAccess, requestAccess),
  }).routes;
