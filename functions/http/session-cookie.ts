import { createHmac } from "node:crypto";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { sameText } from "#functions/context/secrets.ts";
import type { Exchange } from "./exchange.ts";

export const sessionCookieName = (secure: boolean) => (secure ? "__Host-session" : "session");

const sign = (secret: string, token: string) => createHmac("sha256", secret).update(token).digest("base64");

/** The session token of the asking browser when its signature holds, checked in memory; null otherwise. */
export function presentedToken(exchange: Exchange): string | null {
  const { settings } = exchange.var;
  const value = getCookie(exchange, sessionCookieName(settings.secure)) ?? "";
  const dot = value.lastIndexOf(".");
  if (dot < 1) return null;
  const token = value.slice(0, dot);
  const signature = value.slice(dot + 1);
  return settings.secrets.some((secret) => sameText(sign(secret, token), signature)) ? token : null;
}

export const sessionCookie = (secure: boolean) =>
  ({ path: "/", httpOnly: true, secure, sameSite: "Lax" }) as const;

/** Lets the browser keep its session as long as the database does. */
export function renewSessionCookie(exchange: Exchange, token: string, until: number) {
  const { settings } = exchange.var;
  const maxAge = Math.round((until - exchange.var.context.realNow) / 1000);
  setCookie(exchange, sessionCookieName(settings.secure), `${token}.${sign(settings.secrets[0], token)}`, {
    ...sessionCookie(settings.secure),
    maxAge,
  });
}

export function forgetSessionCookie(exchange: Exchange) {
  const { settings } = exchange.var;
  deleteCookie(exchange, sessionCookieName(settings.secure), { path: "/", secure: settings.secure });
}
