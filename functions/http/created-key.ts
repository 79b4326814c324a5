import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { limits } from "#src/domain/limits.ts";
import { seal, unseal } from "#functions/context/secrets.ts";
import type { Exchange } from "./exchange.ts";

const cookieName = ({ var: { settings } }: Exchange) => (settings.secure ? "__Host-key" : "key");

/** Keeps the secret of a key that was just made in the browser, encrypted, for the one page that shows it. */
export function keepCreatedKey(exchange: Exchange, secret: string) {
  const { settings } = exchange.var;
  setCookie(exchange, cookieName(exchange), seal(settings.secrets, "collector key", secret), {
    path: "/",
    httpOnly: true,
    secure: settings.secure,
    sameSite: "Lax",
    maxAge: limits.draft.lifetime / 1000,
  });
}

/** The secret of a key that was just made; it is given once. */
export function takeCreatedKey(exchange: Exchange): string | null {
  const sealed = getCookie(exchange, cookieName(exchange));
  if (!sealed) return null;
  deleteCookie(exchange, cookieName(exchange), { path: "/", secure: exchange.var.settings.secure });
  return unseal(exchange.var.settings.secrets, "collector key", sealed);
}
