import { type CollectorKeyId, organizationIdOf } from "#src/domain/ids.ts";
import { byField } from "#functions/command/by-field.ts";
import { collectorSecret } from "#functions/context/secrets.ts";
import { act, resource, show } from "#functions/http/address.ts";
import { keepingKey, takeCreatedKey } from "#functions/http/created-key.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import { page } from "#functions/http/page.ts";
import { createCollectorKey } from "#functions/use-cases/collector/create.ts";
import { endCollectorKeyNamed } from "#functions/use-cases/collector/end.ts";

/** What the address says: its organization, and the key that was just made, whose secret is shown once. */
const asked = (exchange: Exchange) => {
  const created = exchange.req.query("created") as CollectorKeyId | undefined;
  return {
    id: organizationIdOf(exchange.req.param("id") ?? ""),
    created: created ? { id: created, secret: takeCreatedKey(exchange) ?? "" } : null,
  };
};

const shown = page("organizations/[id]/devices/collector", { input: asked });

const change = act(byField("action", { create: createCollectorKey, end: endCollectorKeyNamed }), shown);

/** Keys with which customers' machines send their lists (functions/README.md, Addresses). */
export const collector = resource().at("organizations/:id/devices/collector", {
  get: show(shown),
  post: keepingKey(change, createCollectorKey, collectorSecret),
}).routes;
