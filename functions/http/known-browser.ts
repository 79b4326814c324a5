import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { limits } from "#src/domain/limits.ts";
import { seal, sha256, unseal } from "#functions/context/secrets.ts";
import type { Exchange } from "./exchange.ts";

interface Known {
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

/** True when the person of this address has signed in in the browser before; it opens nothing, and stays after sign-out. */
export const isKnown = (exchange: Exchange, email: string): boolean =>
  known(exchange)?.people.includes(hashOf(email)) ?? false;

/** Remembers in the browser, encrypted, that the person of this address has signed in in it. */
export function rememberPerson(exchange: Exchange, email: string) {
  const { settings } = exchange.var;
  const people = [...new Set([hashOf(email), ...(known(exchange)?.people ?? [])])].slice(
    0,
    limits.knownBrowser.people,
  );
  const own: Known = { people };
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
