import type { Handler } from "hono";
import { type CollectorKeyId, organizationIdOf } from "#src/domain/ids.ts";
import { byField } from "#functions/command/by-field.ts";
import { ownOperation } from "#functions/command/command.ts";
import { collectorSecret } from "#functions/context/secrets.ts";
import { act, resource, show } from "#functions/http/address.ts";
import { keepCreatedKey, takeCreatedKey } from "#functions/http/created-key.ts";
import type { Env, Exchange } from "#functions/http/exchange.ts";
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

/** The secret goes along beside the address, where nothing keeps it. */
const changeAndKeep: Handler<Env> = async (exchange, next) => {
  const answer = (await change(exchange, next)) as Response;
  const { context, fields = {}, settings } = exchange.var;
  if (answer.headers.get("Location")?.includes("?created=")) {
    const operationId = ownOperation(createCollectorKey.action, context, {
      ...fields,
      ...exchange.req.param(),
    });
    keepCreatedKey(exchange, collectorSecret(settings.secrets, operationId));
    return exchange.redirect(answer.headers.get("Location")!, 303);
  }
  return answer;
};

/** Keys with which customers' machines send their lists (functions/README.md, Addresses). */
export const collector = resource().at("organizations/:id/devices/collector", {
  get: show(shown),
  post: changeAndKeep,
}).routes;
