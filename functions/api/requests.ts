import { byField } from "#functions/command/by-field.ts";
import { resource } from "#functions/http/address.ts";
import { remind } from "#functions/use-cases/request/remind.ts";
import { withdraw } from "#functions/use-cases/request/withdraw.ts";

export const requests = resource()
  .page("requests")
  .page("requests/[id]", { post: byField("action", { remind, withdraw }) }).routes;
