import { actOnEitherRequest } from "#functions/use-cases/request/own.ts";
import { resource } from "./address.ts";

export const requests = resource()
  .page("requests")
  .page("requests/[id]", { post: actOnEitherRequest }).routes;
