import { type AlertId, organizationIdOf } from "#src/domain/ids.ts";
import { byField } from "#functions/command/by-field.ts";
import { resource } from "#functions/http/address.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import { decideInOrganization } from "#functions/use-cases/access-request/decide.ts";
import { decideSeveralInOrganization } from "#functions/use-cases/access-request/decide-several.ts";
import { answerAlert } from "#functions/use-cases/alert/answer.ts";
import { associatePerson } from "#functions/use-cases/person/associate.ts";
import { associateSeveralWithOrganization } from "#functions/use-cases/person/associate-several.ts";
import { inviteToOrganization } from "#functions/use-cases/person/invite.ts";
import { removePerson } from "#functions/use-cases/person/remove.ts";
import { restorePerson } from "#functions/use-cases/person/restore.ts";
import { giveRole } from "#functions/use-cases/role/give.ts";
import { takeRole } from "#functions/use-cases/role/take.ts";
import { nominateAdministrator } from "#functions/use-cases/seat/nominate.ts";
import { orderAdministrators } from "#functions/use-cases/seat/order.ts";
import { stepDown } from "#functions/use-cases/seat/step-down.ts";
import { chooseEmails } from "#functions/use-cases/subscription/choose.ts";
import { historyPart } from "#functions/views/organization/history.ts";
import { sendAlerts } from "./alert-file.ts";
import { sendHistory } from "./history-file.ts";
import { contractsFile, coverageFile, figuresFile, supportFile } from "./report-files.ts";

/** What the address says: its organization, the request there, what is looked for, and which page. */
const asked = ({ req }: Exchange) => ({
  ...req.query(),
  request: req.param("request") ?? "",
  id: organizationIdOf(req.param("id") ?? ""),
});

const askedAlert = (exchange: Exchange) => ({
  ...asked(exchange),
  alert: (exchange.req.param("alert") ?? "") as AlertId,
});

const changePeople = byField("action", {
  associate: associatePerson,
  "associate-several": associateSeveralWithOrganization,
  remove: removePerson,
  give: giveRole,
  take: takeRole,
  invite: inviteToOrganization,
  undo: restorePerson,
});

const changeAdministrators = byField("action", {
  nominate: nominateAdministrator,
  order: orderAdministrators,
  "step-down": stepDown,
});

const historyFile = (exchange: Exchange) =>
  sendHistory(exchange, historyPart, asked(exchange), ({ id }) => id);

const alertFile = (exchange: Exchange) => sendAlerts(exchange, asked(exchange));

/** Access management (functions/README.md, Addresses). */
export const organizations = resource()
  .page("organizations", { input: ({ req }) => req.query() })
  .page("organizations/[id]")
  .page("organizations/[id]/people", { input: asked, post: changePeople })
  .page("organizations/[id]/administrators", { post: changeAdministrators })
  .page("organizations/[id]/requests", { input: asked, post: decideSeveralInOrganization })
  .page("organizations/[id]/requests/[request]", { post: decideInOrganization })
  .page("organizations/[id]/history", { input: asked })
  .at("organizations/:id/history.csv", { get: historyFile })
  .page("organizations/[id]/reports")
  .page("organizations/[id]/reports/coverage")
  .page("organizations/[id]/reports/contracts", { input: asked })
  .page("organizations/[id]/reports/support", { input: asked })
  .at("organizations/:id/reports.csv", { get: figuresFile })
  .at("organizations/:id/reports/coverage.csv", { get: coverageFile })
  .at("organizations/:id/reports/contracts.csv", { get: contractsFile })
  .at("organizations/:id/reports/support.csv", { get: supportFile })
  .page("organizations/[id]/reports/alerts", { input: asked })
  .page("organizations/[id]/reports/alerts/[alert]", { input: askedAlert, post: answerAlert })
  .page("organizations/[id]/reports/settings", { input: asked, post: chooseEmails })
  .at("organizations/:id/reports/alerts.csv", { get: alertFile }).routes;
