import { limits } from "#src/domain/limits.ts";
import type { Notice } from "#functions/command/command.ts";
import type { Exchange } from "./exchange.ts";
import { dropSealed, keepSealed, pageOf, readSealed, sessionMark } from "./sealed-cookie.ts";

interface Kept {
  readonly notice: Notice;
  readonly session: string | null;
}

/** Keeps what is said of an act for the next page; what can be undone as long as that can be done. */
export function keepNotice(exchange: Exchange, notice: Notice) {
  const kept: Kept = { notice, session: sessionMark(exchange) };
  keepSealed(exchange, "said", JSON.stringify(kept), limits.undo);
}

/**
 * What is said on this page of the act that led to it, to whom has done it. It is given once; what can be undone stays on
 * the page where that is done.
 */
export function takeNotice(exchange: Exchange): Notice | null {
  const text = readSealed(exchange, "said");
  if (text === undefined) return null;
  const kept = text === null ? null : (JSON.parse(text) as Kept);
  const own = kept !== null && kept.session === sessionMark(exchange) ? kept.notice : null;
  const { undo } = own ?? {};
  if (!undo) dropSealed(exchange, "said");
  return undo && pageOf(exchange.req.path) !== `/${undo.at}` ? null : own;
}
