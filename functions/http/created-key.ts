import { limits } from "#src/domain/limits.ts";
import type { Exchange } from "./exchange.ts";
import { dropSealed, keepSealed, readSealed } from "./sealed-cookie.ts";

/** Keeps the secret of a key that was just made in the browser, encrypted, for the one page that shows it. */
export function keepCreatedKey(exchange: Exchange, secret: string) {
  keepSealed(exchange, "collector key", secret, limits.draft.lifetime);
}

/** The secret of a key that was just made; it is given once. */
export function takeCreatedKey(exchange: Exchange): string | null {
  const secret = readSealed(exchange, "collector key");
  if (secret !== undefined) dropSealed(exchange, "collector key");
  return secret ?? null;
}
