import type { Exchange } from "#functions/exchange.ts";

import { linkPage } from "#functions/use-cases/link/page.ts";
import { actOnLink } from "#functions/use-cases/link/act.ts";
import { act, resource, show } from "./address.ts";
import { codeForLink } from "./sign-in.ts";

const page = {
  place: "link/[token]",
  query: linkPage,
  input: (exchange: Exchange) => ({ token: exchange.req.param("token") ?? "" }),
};

export const link = resource()
  .at("link/:token", { get: show(page), post: act(actOnLink, page) })
  .at("link/:token/code", { post: codeForLink }).routes;
