import { limits } from "#src/domain/limits.ts";
import type { Exchange } from "./exchange.ts";
import { isOperationOf } from "./operation.ts";
import { dropSealed, keepSealed, pageOf, readSealed, sessionMark } from "./sealed-cookie.ts";

interface Draft {
  /** Of the page, without language. */
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly session: string | null;
}

/**
 * Keeps what was typed for 15 minutes, encrypted, in the browser: over a change of language, or a new sign-in. False
 * when it is too large for that.
 */
export function keepDraft(exchange: Exchange, fields: Draft["fields"]): boolean {
  const draft: Draft = { path: pageOf(exchange.req.path), fields, session: sessionMark(exchange) };
  return keepSealed(exchange, "draft", JSON.stringify(draft), limits.draft.lifetime);
}

export const forgetDraft = (exchange: Exchange) => dropSealed(exchange, "draft");

/** True where something was typed that waits at this address. */
export const hasDraft = (exchange: Exchange, address: string): boolean => {
  const text = readSealed(exchange, "draft");
  return !!text && (JSON.parse(text) as Draft).path === pageOf(address.split("?", 1)[0]!);
};

/** What was typed on this page, for the person (null: nobody) who typed it and no other; it is given once. */
export function takeDraft(exchange: Exchange, personId: string | null): Draft["fields"] | null {
  const { settings } = exchange.var;
  const text = readSealed(exchange, "draft");
  if (text === undefined) return null;
  const draft = text === null ? null : (JSON.parse(text) as Draft);
  if (draft && draft.path !== pageOf(exchange.req.path)) return null;
  forgetDraft(exchange);
  if (!draft) return null;
  const own = personId
    ? draft.session === sessionMark(exchange) ||
      isOperationOf(settings.secrets, draft.fields["operationId"] ?? "", personId)
    : draft.session === null;
  return own ? draft.fields : null;
}
