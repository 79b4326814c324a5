import { requestsPage } from "#functions/views/requests.ts";
import { actOnEitherRequest, ownRequestPage } from "#functions/views/own-request.ts";
import { act, resource, show } from "#functions/http/address.ts";

const one = { place: "request", query: ownRequestPage };

export const requests = resource()
  .at("requests", { get: show({ place: "requests", query: requestsPage }) })
  .at("requests/:id", { get: show(one), post: act(actOnEitherRequest, one) }).routes;
