import { actOnEitherRequest } from "#functions/views/own-request.ts";
import { resource } from "#functions/http/address.ts";

export const requests = resource()
  .page("requests")
  .page("requests/[id]", { post: actOnEitherRequest }).routes;
