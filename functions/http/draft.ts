import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { limits } from "#src/domain/limits.ts";
import { seal, sha256, unseal } from "#functions/context/secrets.ts";
import type { Exchange } from "./exchange.ts";
import { isOperationOf } from "./operation.ts";

interface Draft {
  /** Of the page, without language. */
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly session: string | null;
}

const cookieName = (secure: boolean) => (secure ? "__Host-draft" : "draft");
const pathOf = (path: string) => path.replace(/^\/[^/]+/u, "");

const sessionMark = ({ var: { context } }: Exchange) =>
  typeof context.session === "object" ? sha256(context.session.token).slice(0, 22) : null;

/**
 * Keeps what was typed for 15 minutes, encrypted, in the browser: over a change of language, or a new sign-in. False
 * when it is too large for that.
 */
export function keepDraft(exchange: Exchange, fields: Draft["fields"]): boolean {
  const { settings } = exchange.var;
  const draft: Draft = { path: pathOf(exchange.req.path), fields, session: sessionMark(exchange) };
  const sealed = seal(settings.secrets, "draft", JSON.stringify(draft));
  if (sealed.length > 3800) return false;
  setCookie(exchange, cookieName(settings.secure), sealed, {
    path: "/",
    httpOnly: true,
    secure: settings.secure,
    sameSite: "Lax",
    maxAge: limits.draft.lifetime / 1000,
  });
  return true;
}

export const forgetDraft = (exchange: Exchange) => {
  const { secure } = exchange.var.settings;
  deleteCookie(exchange, cookieName(secure), { path: "/", secure });
};

/** What was typed on this page, for the person (null: nobody) who typed it and no other; it is given once. */
export function takeDraft(exchange: Exchange, personId: string | null): Draft["fields"] | null {
  const { settings } = exchange.var;
  const sealed = getCookie(exchange, cookieName(settings.secure));
  if (!sealed) return null;
  const text = unseal(settings.secrets, "draft", sealed);
  const draft = text === null ? null : (JSON.parse(text) as Draft);
  if (draft && draft.path !== pathOf(exchange.req.path)) return null;
  forgetDraft(exchange);
  if (!draft) return null;
  const own = personId
    ? draft.session === sessionMark(exchange) ||
      isOperationOf(settings.secrets, draft.fields["operationId"] ?? "", personId)
    : draft.session === null;
  return own ? draft.fields : null;
}
