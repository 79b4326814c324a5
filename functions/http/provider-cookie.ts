import { limits } from "#src/domain/limits.ts";
import { type Attempt, provenOf } from "#functions/context/provider-attempt.ts";
import { sameText } from "#functions/context/secrets.ts";
import type { Exchange } from "./exchange.ts";
import { dropSealed, keepSealed, readSealed } from "./sealed-cookie.ts";

const { atOnce, lifetime } = limits.provider;

/** The sign-ins with a provider that have begun in this browser and may still come back, the latest first. */
function attempts(exchange: Exchange): readonly Attempt[] {
  const kept = JSON.parse(readSealed(exchange, "provider") ?? "[]") as readonly Attempt[];
  return kept.filter(({ until }) => until > exchange.var.context.realNow);
}

/** Keeps one in the browser, encrypted, beside those of its other windows. */
export function keepAttempt(exchange: Exchange, attempt: Attempt) {
  const kept = [attempt, ...attempts(exchange)].slice(0, atOnce);
  if (!keepSealed(exchange, "provider", JSON.stringify(kept), lifetime))
    keepSealed(exchange, "provider", JSON.stringify([attempt]), lifetime);
}

/** The one that has come back with this state, which is forgotten; undefined where this browser has begun none such. */
export function takeAttempt(exchange: Exchange, state: string): Attempt | undefined {
  const kept = attempts(exchange);
  const found = kept.find((one) => sameText(provenOf(one).state, state));
  const others = kept.filter((one) => one !== found);
  if (others.length) keepSealed(exchange, "provider", JSON.stringify(others), lifetime);
  else dropSealed(exchange, "provider");
  return found;
}
