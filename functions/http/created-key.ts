import type { Handler } from "hono";
import { limits } from "#src/domain/limits.ts";
import { type Command, ownOperation } from "#functions/command/command.ts";
import type { Env, Exchange } from "./exchange.ts";
import { dropSealed, keepSealed, readSealed } from "./sealed-cookie.ts";

/**
 * A form that may make a key: its secret, which follows from the operation, goes along beside the address, encrypted, where
 * nothing keeps it, for the one page that shows it.
 */
export const keepingKey =
  (
    change: Handler<Env>,
    { action }: Pick<Command, "action">,
    secretOf: (secrets: readonly string[], operationId: string) => string,
  ): Handler<Env> =>
  async (exchange, next) => {
    const answer = (await change(exchange, next)) as Response;
    const address = answer.headers.get("Location");
    if (!address?.includes("?created=")) return answer;
    const { context, fields = {}, settings } = exchange.var;
    const operationId = ownOperation(action, context, { ...fields, ...exchange.req.param() });
    keepSealed(exchange, "new key", secretOf(settings.secrets, operationId), limits.draft.lifetime);
    return exchange.redirect(address, 303);
  };

/** The secret of a key that was just made; it is given once. */
export function takeCreatedKey(exchange: Exchange): string | null {
  const secret = readSealed(exchange, "new key");
  if (secret !== undefined) dropSealed(exchange, "new key");
  return secret ?? null;
}
