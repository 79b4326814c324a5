import type { ApiKeyId } from "#src/domain/ids.ts";
import { byField } from "#functions/command/by-field.ts";
import { apiSecret } from "#functions/context/secrets.ts";
import { act, resource, show } from "#functions/http/address.ts";
import { keepingKey, takeCreatedKey } from "#functions/http/created-key.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import { page } from "#functions/http/page.ts";
import { createApiKey } from "#functions/use-cases/api-key/create.ts";
import { endApiKeyById } from "#functions/use-cases/api-key/end.ts";

const asked = (exchange: Exchange) => {
  const created = exchange.req.query("created") as ApiKeyId | undefined;
  return { created: created ? { id: created, secret: takeCreatedKey(exchange) ?? "" } : null };
};

const shown = page("keys", { input: asked });

const change = act(byField("action", { create: createApiKey, end: endApiKeyById }), shown);

/** Keys with which the provider's own systems use the API (functions/README.md, Addresses). */
export const keys = resource().at("keys", {
  get: show(shown),
  post: keepingKey(change, createApiKey, apiSecret),
}).routes;
