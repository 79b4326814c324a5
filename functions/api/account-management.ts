import { byField } from "#functions/command/by-field.ts";
import { resource } from "#functions/http/address.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import { decideInAccount } from "#functions/use-cases/access-request/decide.ts";
import { decideSeveralInAccount } from "#functions/use-cases/access-request/decide-several.ts";
import { associateInAccount } from "#functions/use-cases/account-person/associate.ts";
import { removeFromAccount } from "#functions/use-cases/account-person/remove.ts";
import { restoreInAccount } from "#functions/use-cases/account-person/restore.ts";
import { giveAccountRole } from "#functions/use-cases/account-role/give.ts";
import { takeAccountRole } from "#functions/use-cases/account-role/take.ts";
import { askIdentifier } from "#functions/use-cases/account/ask-identifier.ts";
import { changeAccount } from "#functions/use-cases/account/change.ts";
import { withdrawIdentifier } from "#functions/use-cases/account/withdraw-identifier.ts";
import { associateSeveralWithAccount } from "#functions/use-cases/person/associate-several.ts";
import { inviteToAccount } from "#functions/use-cases/person/invite.ts";
import { closeEmptyVirtualAccount } from "#functions/use-cases/virtual-account/close.ts";
import { createVirtualAccount } from "#functions/use-cases/virtual-account/create.ts";
import { renameVirtualAccountTo } from "#functions/use-cases/virtual-account/rename.ts";
import { reopenClosedVirtualAccount } from "#functions/use-cases/virtual-account/reopen.ts";
import { accountHistoryPart } from "#functions/views/account/history.ts";
import { sendHistory } from "./history-file.ts";

const changePeople = byField("action", {
  associate: associateInAccount,
  "associate-several": associateSeveralWithAccount,
  remove: removeFromAccount,
  give: giveAccountRole,
  take: takeAccountRole,
  invite: inviteToAccount,
  undo: restoreInAccount,
});

const changeIdentifier = byField("action", { ask: askIdentifier, withdraw: withdrawIdentifier });

const changeVirtualAccounts = byField("action", {
  create: createVirtualAccount,
  rename: renameVirtualAccountTo,
  close: closeEmptyVirtualAccount,
  undo: reopenClosedVirtualAccount,
});

const asked = ({ req }: Exchange) => ({ ...req.query(), domain: req.param("domain") ?? "" });

const historyFile = (exchange: Exchange) =>
  sendHistory(exchange, accountHistoryPart, asked(exchange), ({ domain }) => domain);

/** Managing a Smart Account. Comes after all addresses that say something else than a domain. */
export const accountManagement = resource()
  .page("accounts/[domain]")
  .page("accounts/[domain]/details", { post: changeAccount })
  .page("accounts/[domain]/identifier", { post: changeIdentifier })
  .page("accounts/[domain]/people", { input: asked, post: changePeople })
  .page("accounts/[domain]/virtual-accounts", { post: changeVirtualAccounts })
  .page("accounts/[domain]/requests", { input: asked, post: decideSeveralInAccount })
  .page("accounts/[domain]/requests/[request]", { post: decideInAccount })
  .page("accounts/[domain]/history", { input: asked })
  .at("accounts/:domain/history.csv", { get: historyFile }).routes;
