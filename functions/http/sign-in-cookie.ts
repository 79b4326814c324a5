import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { limits } from "#src/domain/limits.ts";
import { browserKey, seal, unseal } from "#functions/context/secrets.ts";
import type { Exchange } from "./exchange.ts";

const cookieName = ({ var: { settings } }: Exchange) => (settings.secure ? "__Host-address" : "address");

interface Remembered {
  /** Binds the browser to the codes that it asks for. */
  readonly key: string;
  /** The address that the last one was sent to, unless only its reader may know it. */
  readonly email?: string | undefined;
}

/** What the browser keeps, encrypted, from the one page of sign-in to the next; null when it keeps nothing. */
export function remembered(exchange: Exchange): Remembered | null {
  const { settings } = exchange.var;
  const text = unseal(settings.secrets, "address", getCookie(exchange, cookieName(exchange)) ?? "");
  return text === null ? null : (JSON.parse(text) as Remembered);
}

/** What binds this browser to its codes: the same for all of them, and for a form that is sent twice at once. */
export const keyOfBrowser = (exchange: Exchange) =>
  remembered(exchange)?.key ?? browserKey(exchange.var.settings.secrets, exchange.var.context.operationId);

export function remember(exchange: Exchange, kept: Remembered) {
  const { settings } = exchange.var;
  setCookie(exchange, cookieName(exchange), seal(settings.secrets, "address", JSON.stringify(kept)), {
    path: "/",
    httpOnly: true,
    secure: settings.secure,
    sameSite: "Lax",
    maxAge: limits.draft.lifetime / 1000,
  });
}

export const forgetBrowser = (exchange: Exchange) =>
  deleteCookie(exchange, cookieName(exchange), { path: "/", secure: exchange.var.settings.secure });
