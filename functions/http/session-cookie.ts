import { createHmac } from "node:crypto";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { openDatabase } from "#db/client.ts";
import { useSession } from "#db/queries/session.ts";
import { sameText } from "#functions/context/secrets.ts";
import { sessionCookie, sessionSecret } from "#functions/context/session-cookie.ts";
import type { Exchange } from "./exchange.ts";

const sign = (secret: string, token: string) =>
  createHmac("sha256", sessionSecret(secret)).update(token).digest("base64");

/** The session token of the asking browser when its signature holds, checked in memory; null otherwise. */
export function presentedToken(exchange: Exchange): string | null {
  const { settings } = exchange.var;
  const value = getCookie(exchange, sessionCookie(settings.secure).name) ?? "";
  const dot = value.lastIndexOf(".");
  if (dot < 1) return null;
  const token = value.slice(0, dot);
  const signature = value.slice(dot + 1);
  return settings.secrets.some((secret) => sameText(sign(secret, token), signature)) ? token : null;
}

/** Lets the browser keep its session as long as the database does. */
export function renewSessionCookie(exchange: Exchange, token: string, until: number) {
  const { settings } = exchange.var;
  const { name, attributes } = sessionCookie(settings.secure);
  const maxAge = Math.round((until - exchange.var.context.realNow) / 1000);
  setCookie(exchange, name, `${token}.${sign(settings.secrets[0], token)}`, { ...attributes, maxAge });
}

/** Lets the session go on, after the answer: reading is use too. */
export function recordUse(exchange: Exchange, until: number) {
  const { settings, context } = exchange.var;
  if (typeof context.session !== "object") return;
  const { token } = context.session;
  renewSessionCookie(exchange, token, until);
  const recorded = openDatabase(settings.database).writeIdempotent([
    useSession(token, until, context.realNow),
  ]);
  exchange.executionCtx.waitUntil(recorded.catch(() => undefined));
}

export function forgetSessionCookie(exchange: Exchange) {
  const { settings } = exchange.var;
  deleteCookie(exchange, sessionCookie(settings.secure).name, { path: "/", secure: settings.secure });
}
