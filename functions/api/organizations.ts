import type { Exchange } from "#functions/exchange.ts";
import { byField } from "#functions/use-cases/by-action.ts";
import { historyExport } from "#functions/use-cases/organization/history.ts";
import { decideInPlace } from "#functions/use-cases/organization/requests.ts";
import { associatePerson } from "#functions/use-cases/person/associate.ts";
import { removePerson } from "#functions/use-cases/person/remove.ts";
import { giveRole } from "#functions/use-cases/role/give.ts";
import { takeRole } from "#functions/use-cases/role/take.ts";
import { nominateAdministrator } from "#functions/use-cases/seat/nominate.ts";
import { orderAdministrators } from "#functions/use-cases/seat/order.ts";
import { stepDown } from "#functions/use-cases/seat/step-down.ts";
import { resource } from "./address.ts";
import { sendHistory } from "./history-file.ts";

/** What the address says besides its organization: what is looked for, and which page. */
const asked = ({ req }: Exchange) => ({ ...req.query(), id: req.param("id") ?? "" });

const changePeople = byField("action", {
  associate: associatePerson,
  remove: removePerson,
  give: giveRole,
  take: takeRole,
});

const changeAdministrators = byField("action", {
  nominate: nominateAdministrator,
  order: orderAdministrators,
  "step-down": stepDown,
});

const historyFile = async (exchange: Exchange) => {
  const { view } = await historyExport.ask(exchange.var.context, asked(exchange));
  return sendHistory(exchange, view.id, view.events);
};

/** Access management (contract.md, Addresses). */
export const organizations = resource()
  .page("organizations")
  .page("organizations/[id]")
  .page("organizations/[id]/people", { input: asked, post: changePeople })
  .page("organizations/[id]/administrators", { post: changeAdministrators })
  .page("organizations/[id]/requests")
  .page("organizations/[id]/requests/[request]", { post: decideInPlace })
  .page("organizations/[id]/history", { input: asked })
  .at("organizations/:id/history.csv", { get: historyFile }).routes;
