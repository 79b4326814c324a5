import { actOnLink } from "#functions/use-cases/link/act.ts";
import { resource } from "#functions/http/address.ts";
import { codeForLink } from "./sign-in.ts";

export const link = resource()
  .page("link/[token]", { post: actOnLink })
  .at("link/:token/code", { post: codeForLink }).routes;
