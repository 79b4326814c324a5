import { actOnOwnRequest } from "../use-cases/access-request/act-on-own.ts";
import { requestPage, requestsPage } from "../use-cases/access-request/pages.ts";
import { act, resource, show } from "./address.ts";

const one = { place: "request", query: requestPage };

export const requests = resource()
  .at("requests", { get: show({ place: "requests", query: requestsPage }) })
  .at("requests/:id", { get: show(one), post: act(actOnOwnRequest, one) }).routes;
