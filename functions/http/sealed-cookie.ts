import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { KeyUse } from "#functions/context/keys.ts";
import { seal, sha256, unseal } from "#functions/context/secrets.ts";
import type { Exchange } from "./exchange.ts";

const cookies = {
  draft: "draft",
  "new key": "key",
  said: "said",
  provider: "provider",
} as const satisfies Partial<Record<KeyUse, string>>;
type Kept = keyof typeof cookies;

const nameOf = (use: Kept, { var: { settings } }: Exchange) =>
  settings.secure ? `__Host-${cookies[use]}` : cookies[use];

/** Of one cookie, in characters. */
const longest = 3800;

/** Keeps a text for so many milliseconds, encrypted, in the browser. False when it is too large for that. */
export function keepSealed(exchange: Exchange, use: Kept, text: string, lifetime: number): boolean {
  const { secrets, secure } = exchange.var.settings;
  if (text.length > longest) return false;
  const sealed = seal(secrets, use, text);
  if (sealed.length > longest) return false;
  setCookie(exchange, nameOf(use, exchange), sealed, {
    path: "/",
    httpOnly: true,
    secure,
    sameSite: "Lax",
    maxAge: lifetime / 1000,
  });
  return true;
}

/** What is kept, as text; null where it is not ours, `undefined` where there is nothing. */
export function readSealed(exchange: Exchange, use: Kept): string | null | undefined {
  const sealed = getCookie(exchange, nameOf(use, exchange));
  return sealed ? unseal(exchange.var.settings.secrets, use, sealed) : undefined;
}

export function dropSealed(exchange: Exchange, use: Kept) {
  deleteCookie(exchange, nameOf(use, exchange), { path: "/", secure: exchange.var.settings.secure });
}

/** Tells one session from another without its token. */
export const sessionMark = ({ var: { context } }: Exchange) =>
  typeof context.session === "object" ? sha256(context.session.token).slice(0, 22) : null;

/** The address of a page, without its language. */
export const pageOf = (path: string) => path.replace(/^\/[^/]+/u, "");
