import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { limits } from "#src/domain/limits.ts";
import { seal, sha256, unseal } from "#functions/context/secrets.ts";
import type { Exchange } from "./exchange.ts";

interface Known {
  readonly id: string;
  /** Hashes of the addresses that have signed in here, the latest first. */
  readonly people: readonly string[];
}

const cookieName = ({ var: { settings } }: Exchange) => (settings.secure ? "__Host-device" : "device");
const hashOf = (email: string) => sha256(email).slice(0, 22);

function known(exchange: Exchange): Known | null {
  const { settings } = exchange.var;
  const text = unseal(settings.secrets, "device", getCookie(exchange, cookieName(exchange)) ?? "");
  return text === null ? null : (JSON.parse(text) as Known);
}

/** The browser's own id when the person of this address has signed in in it before; it opens nothing, and stays after sign-out. */
export function knownAs(exchange: Exchange, email: string): string | null {
  const own = known(exchange);
  return own?.people.includes(hashOf(email)) ? own.id : null;
}

/** Remembers in the browser, encrypted, that the person of this address has signed in in it. */
export function rememberPerson(exchange: Exchange, email: string) {
  const { settings, context } = exchange.var;
  const before = known(exchange);
  const people = [...new Set([hashOf(email), ...(before?.people ?? [])])].slice(
    0,
    limits.knownBrowser.people,
  );
  const own: Known = { id: before?.id ?? context.newNonce(), people };
  setCookie(exchange, cookieName(exchange), seal(settings.secrets, "device", JSON.stringify(own)), {
    path: "/",
    httpOnly: true,
    secure: settings.secure,
    sameSite: "Lax",
    maxAge: limits.knownBrowser.lifetime / 1000,
  });
}

/** Whoever has signed in here is forgotten by the browser. */
export const forgetPeople = (exchange: Exchange) =>
  deleteCookie(exchange, cookieName(exchange), { path: "/", secure: exchange.var.settings.secure });
