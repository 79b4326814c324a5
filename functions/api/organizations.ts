import type { Exchange } from "#functions/http/exchange.ts";
import { byField } from "#functions/command/by-field.ts";
import { administratorsPage } from "#functions/views/organization/administrators.ts";
import { historyExport, historyPage } from "#functions/views/organization/history.ts";
import { organizationsPage } from "#functions/views/organizations.ts";
import { overviewPage } from "#functions/views/organization/overview.ts";
import { organizationRequestPage, organizationRequestsPage } from "#functions/views/organization/requests.ts";
import { peoplePage } from "#functions/views/organization/people.ts";
import { decideInOrganization } from "#functions/use-cases/access-request/decide.ts";
import { associatePerson } from "#functions/use-cases/person/associate.ts";
import { removePerson } from "#functions/use-cases/person/remove.ts";
import { giveRole } from "#functions/use-cases/role/give.ts";
import { takeRole } from "#functions/use-cases/role/take.ts";
import { nominateAdministrator } from "#functions/use-cases/seat/nominate.ts";
import { orderAdministrators } from "#functions/use-cases/seat/order.ts";
import { stepDown } from "#functions/use-cases/seat/step-down.ts";
import { act, resource, show } from "#functions/http/address.ts";
import { sendHistory } from "./history-file.ts";

/** What the address says besides its organization: what is looked for, and which page. */
const asked = ({ req }: Exchange) => ({ ...req.query(), id: req.param("id") ?? "" });

const people = { place: "organizations/people", query: peoplePage, input: asked };
const changePeople = byField("action", {
  associate: associatePerson,
  remove: removePerson,
  give: giveRole,
  take: takeRole,
});

const administrators = { place: "organizations/administrators", query: administratorsPage };
const changeAdministrators = byField("action", {
  nominate: nominateAdministrator,
  order: orderAdministrators,
  "step-down": stepDown,
});

const requests = { place: "organizations/requests", query: organizationRequestsPage };
const request = { place: "organizations/request", query: organizationRequestPage };

const history = { place: "organizations/history", query: historyPage, input: asked };

const historyFile = async (exchange: Exchange) => {
  const { view } = await historyExport.ask(exchange.var.context, asked(exchange));
  return sendHistory(exchange, view.id, view.events);
};

/** Access management (functions/README.md, Addresses). */
export const organizations = resource()
  .at("organizations", { get: show({ place: "organizations", query: organizationsPage }) })
  .at("organizations/:id", { get: show({ place: "organization", query: overviewPage }) })
  .at("organizations/:id/people", { get: show(people), post: act(changePeople, people) })
  .at("organizations/:id/administrators", {
    get: show(administrators),
    post: act(changeAdministrators, administrators),
  })
  .at("organizations/:id/requests", { get: show(requests) })
  .at("organizations/:id/requests/:request", { get: show(request), post: act(decideInOrganization, request) })
  .at("organizations/:id/history", { get: show(history) })
  .at("organizations/:id/history.csv", { get: historyFile }).routes;
