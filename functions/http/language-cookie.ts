import { getCookie, setCookie } from "hono/cookie";
import { limits } from "#src/domain/limits.ts";
import type { Language } from "#src/i18n/translator.ts";
import type { Exchange } from "./exchange.ts";

const cookieName = ({ var: { settings } }: Exchange) => (settings.secure ? "__Host-language" : "language");

/** The language that the browser was last answered in, as it says. */
export const rememberedLanguage = (exchange: Exchange) => getCookie(exchange, cookieName(exchange));

export const rememberLanguage = (exchange: Exchange, language: Language) =>
  setCookie(exchange, cookieName(exchange), language, {
    path: "/",
    httpOnly: true,
    secure: exchange.var.settings.secure,
    sameSite: "Lax",
    maxAge: limits.rememberedLanguage / 1000,
  });
