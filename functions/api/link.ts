import type { Exchange } from "#functions/http/exchange.ts";

import { linkPage } from "#functions/views/link.ts";
import { actOnLink } from "#functions/use-cases/link/act.ts";
import { act, resource, show, submit } from "#functions/http/address.ts";
import { codeForLink } from "./sign-in.ts";

const page = {
  place: "link",
  query: linkPage,
  input: (exchange: Exchange) => ({ token: exchange.req.param("token") ?? "" }),
};

export const link = resource()
  .at("link/:token", { get: show(page), post: act(actOnLink, page) })
  .at("link/:token/code", {
    post: submit(codeForLink, undefined, {
      home: (exchange) => `link/${encodeURIComponent(exchange.req.param("token") ?? "")}`,
    }),
  }).routes;
