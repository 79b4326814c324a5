import { byField } from "#functions/command/by-field.ts";
import { act, resource, show } from "#functions/http/address.ts";
import { remind } from "#functions/use-cases/request/remind.ts";
import { withdraw } from "#functions/use-cases/request/withdraw.ts";
import { requestPage } from "#functions/views/request.ts";
import { requestsPage } from "#functions/views/requests.ts";

const one = { place: "request", query: requestPage };

export const requests = resource()
  .at("requests", { get: show({ place: "requests", query: requestsPage }) })
  .at("requests/:id", { get: show(one), post: act(byField("action", { remind, withdraw }), one) }).routes;
