import type { ErrorHandler } from "hono";
import { Unreachable } from "#db/client.ts";
import { limits } from "#src/domain/limits.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { translator } from "#src/i18n/translator.ts";
import { KeyRefusal } from "#functions/command/keyed.ts";
import { Elsewhere } from "#functions/command/query.ts";
import { logFailure } from "#functions/context/log.ts";
import type { Env, Exchange } from "#functions/http/exchange.ts";
import { answerProblem, isOfApi, Problem, type ProblemCode } from "#functions/http/problem.ts";
import { renderPage } from "#functions/http/render-page.ts";
import { statusOf } from "#functions/http/status.ts";
import { Unacceptable } from "#functions/http/unacceptable.ts";
import type { Problem as Told } from "#functions/views/problem.ts";

/** Turns whatever was thrown into an answer: a way on, or a page that says what happened and what to do. */
export const answerErrors: ErrorHandler<Env> = async (error, exchange) => {
  const { language } = exchange.var;
  const path = pathOf(exchange);
  const here = path.length > limits.wayBack.longest ? "" : encodeURIComponent(path);
  if (error instanceof Elsewhere)
    return exchange.redirect(
      `/${language}/${error.address}${error.address === "profile" ? `?next=${here}` : ""}`,
      303,
    );
  if (error instanceof Refusal && error.kind === "signIn")
    return exchange.redirect(`/${language}/sign-in?next=${here}`, 303);
  if (error instanceof Refusal && error.kind === "proof")
    return exchange.redirect(`/${language}/sign-in/passkey?next=${here}`, 303);
  if (isOfApi(exchange.req.path) && (error instanceof Problem || error instanceof KeyRefusal))
    return error instanceof Problem
      ? answerProblem(exchange, error.code, error.details)
      : answerProblem(exchange, error.because);
  const problem = problemOf(error, exchange);
  if (problem.status === 500 || (error instanceof Unreachable && error.code))
    logFailure({ requestId: exchange.var.requestId }, error);
  return tell(exchange, problem);
};

/** No address, and no file. */
export const notFound = (exchange: Exchange) =>
  tell(exchange, { status: 404, key: "errors.404", params: { id: exchange.var.requestId } });

/** Answers 405, with the methods that the address has. */
export function notAllowed(exchange: Exchange, methods: readonly string[]): Promise<Response> {
  exchange.header("Allow", methods.join(", "));
  return tell(exchange, { status: 405, key: "errors.405", params: { id: exchange.var.requestId } });
}

/** The page that tells a problem. */
export async function tell(exchange: Exchange, problem: Told): Promise<Response> {
  const told = tellSystem(exchange, problem);
  if (told) return told;
  if (problem.status === 503) exchange.header("Retry-After", "10");
  const signedIn = typeof exchange.var.context?.session === "object";
  return renderPage(exchange, "problem", { problem }, { signedIn }, problem.status);
}

/** What a system of the provider's, or a customer's machine, is told in JSON as all else; null: a person asks. */
export function tellSystem(exchange: Exchange, { status, key, params }: Told): Response | null {
  if (isOfApi(exchange.req.path)) return answerProblem(exchange, codeOf[status]);
  if (!exchange.req.path.startsWith("/collect/")) return null;
  if (status === 503) exchange.header("Retry-After", "10");
  const message = translator(exchange.var.language)(`${key}.title`, params);
  return exchange.json({ error: String(status), message }, status);
}

/** What a system is told where the portal itself refuses. */
const codeOf = {
  400: "malformed",
  403: "scopeMissing",
  404: "notFound",
  405: "methodNotAllowed",
  408: "malformed",
  409: "moved",
  410: "settled",
  413: "tooLarge",
  415: "format",
  421: "misdirected",
  422: "invalid",
  429: "tooManyRequests",
  500: "internal",
  503: "unavailable",
} as const satisfies Record<Told["status"] | typeof statusOf.invalid, ProblemCode>;

const pathOf = ({ req }: Exchange) => {
  const { pathname, search } = new URL(req.url);
  return pathname + search;
};

function problemOf(error: unknown, exchange: Exchange): Told {
  const params = { id: exchange.var.requestId, url: exchange.var.settings.url };
  if (error instanceof Unacceptable)
    return {
      status: error.status,
      key: error.status === 403 ? "errors.foreignOrigin" : `errors.${error.status}`,
      params,
    };
  if (error instanceof Unreachable) {
    const { switchLanguage: _, ...fields } = exchange.var.fields ?? {};
    return { status: 503, key: "errors.503", params, ...(exchange.var.fields && { again: { fields } }) };
  }
  if (error instanceof Refusal) {
    const { retryAfter, params: own = {} } = error.details;
    if (retryAfter) exchange.header("Retry-After", String(retryAfter));
    const status = statusOf[error.kind] as Told["status"];
    return {
      status,
      key: error.key,
      params: { ...params, ...own, ...(retryAfter && { seconds: retryAfter }) },
    };
  }
  return { status: 500, key: "errors.500", params };
}
