import type { Exchange } from "#functions/http/exchange.ts";
import { decideInAccount } from "#functions/use-cases/access-request/decide.ts";
import { associateInAccount } from "#functions/use-cases/account-person/associate.ts";
import { removeFromAccount } from "#functions/use-cases/account-person/remove.ts";
import { giveAccountRole } from "#functions/use-cases/account-role/give.ts";
import { takeAccountRole } from "#functions/use-cases/account-role/take.ts";
import { accountHistoryExport, accountHistoryPage } from "#functions/views/account/history.ts";
import { accountOverviewPage } from "#functions/views/account/overview.ts";
import { accountPeoplePage } from "#functions/views/account/people.ts";
import { accountRequestPage, accountRequestsPage } from "#functions/views/account/requests.ts";
import { virtualAccountsPage } from "#functions/views/account/virtual-accounts.ts";
import { byField } from "#functions/command/by-field.ts";
import { closeEmptyVirtualAccount } from "#functions/use-cases/virtual-account/close.ts";
import { createVirtualAccount } from "#functions/use-cases/virtual-account/create.ts";
import { renameVirtualAccountTo } from "#functions/use-cases/virtual-account/rename.ts";
import { act, resource, show } from "#functions/http/address.ts";
import { sendHistory } from "./history-file.ts";

const people = { place: "account/people", query: accountPeoplePage };
const changePeople = byField("action", {
  associate: associateInAccount,
  remove: removeFromAccount,
  give: giveAccountRole,
  take: takeAccountRole,
});

const virtualAccounts = { place: "account/virtual-accounts", query: virtualAccountsPage };
const changeVirtualAccounts = byField("action", {
  create: createVirtualAccount,
  rename: renameVirtualAccountTo,
  close: closeEmptyVirtualAccount,
});

const one = { place: "account/request", query: accountRequestPage };

const asked = ({ req }: Exchange) => ({ ...req.query(), domain: req.param("domain") ?? "" });
const history = { place: "account/history", query: accountHistoryPage, input: asked };

const historyFile = async (exchange: Exchange) => {
  const { view } = await accountHistoryExport.ask(exchange.var.context, asked(exchange));
  return sendHistory(exchange, view.domain, view.events);
};

/** Managing a Smart Account. Comes after all addresses that say something else than a domain. */
export const accountManagement = resource()
  .at("accounts/:domain", { get: show({ place: "account", query: accountOverviewPage }) })
  .at("accounts/:domain/people", { get: show(people), post: act(changePeople, people) })
  .at("accounts/:domain/virtual-accounts", {
    get: show(virtualAccounts),
    post: act(changeVirtualAccounts, virtualAccounts),
  })
  .at("accounts/:domain/requests", {
    get: show({ place: "account/requests", query: accountRequestsPage }),
  })
  .at("accounts/:domain/requests/:request", { get: show(one), post: act(decideInAccount, one) })
  .at("accounts/:domain/history", { get: show(history) })
  .at("accounts/:domain/history.csv", { get: historyFile }).routes;
