import { requestsPage } from "#functions/use-cases/request/list.ts";
import { actOnEitherRequest, ownRequestPage } from "#functions/use-cases/request/own.ts";
import { act, resource, show } from "./address.ts";

const one = { place: "requests/[id]", query: ownRequestPage };

export const requests = resource()
  .at("requests", { get: show({ place: "requests", query: requestsPage }) })
  .at("requests/:id", { get: show(one), post: act(actOnEitherRequest, one) }).routes;
