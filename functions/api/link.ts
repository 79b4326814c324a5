import { resource, submit } from "#functions/http/address.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import { actOnLink } from "#functions/use-cases/link/act.ts";
import { codeForLink } from "./sign-in.ts";

const ofToken = ({ req }: Exchange) => `link/${encodeURIComponent(req.param("token") ?? "")}`;

export const link = resource()
  .page("link/[token]", { post: actOnLink })
  .at("link/:token/code", { post: submit(codeForLink, undefined, { home: ofToken }) }).routes;
