import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { limits } from "#src/domain/limits.ts";
import { seal, unseal } from "#functions/context/secrets.ts";
import type { Exchange } from "./exchange.ts";

const cookieName = ({ var: { settings } }: Exchange) => (settings.secure ? "__Host-address" : "address");

/** Keeps the address that a code was sent to in the browser, encrypted, from the one page of sign-in to the next. */
export function rememberAddress(exchange: Exchange, email: string) {
  const { settings } = exchange.var;
  setCookie(exchange, cookieName(exchange), seal(settings.secrets, "address", email), {
    path: "/",
    httpOnly: true,
    secure: settings.secure,
    sameSite: "Lax",
    maxAge: limits.draft.lifetime / 1000,
  });
}

export const rememberedAddress = (exchange: Exchange) =>
  unseal(exchange.var.settings.secrets, "address", getCookie(exchange, cookieName(exchange)) ?? "");

export const forgetAddress = (exchange: Exchange) =>
  deleteCookie(exchange, cookieName(exchange), { path: "/", secure: exchange.var.settings.secure });
