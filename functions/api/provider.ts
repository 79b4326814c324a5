import { Hono } from "hono";
import { type Identity, NotIdentified } from "#src/domain/provider-sign-in.ts";
import { limits } from "#src/domain/limits.ts";
import { identify, signInPage, signOutPage } from "#functions/adapters/oidc.ts";
import { log } from "#functions/context/log.ts";
import { type Attempt, provenOf } from "#functions/context/provider-attempt.ts";
import { sessionBrowser } from "#functions/context/session-browser.ts";
import type { Env, Exchange } from "#functions/http/exchange.ts";
import { rememberPerson } from "#functions/http/known-browser.ts";
import { keepAttempt, takeAttempt } from "#functions/http/provider-cookie.ts";
import { renewSessionCookie } from "#functions/http/session-cookie.ts";
import { forgetBrowser } from "#functions/http/sign-in-cookie.ts";
import { ownPath } from "#functions/input/own-path.ts";
import { notFound } from "#functions/middleware/errors.ts";
import { signInWithProvider } from "#functions/use-cases/session/sign-in-with-provider.ts";
import { alreadyIn, landing } from "./sign-in.ts";

/** Leads to the provider's own page; whoever is signed in already goes on. */
async function start(exchange: Exchange) {
  const { settings, context, language } = exchange.var;
  if (!settings.oidc) return notFound(exchange);
  const attempt: Attempt = {
    secret: context.newNonce() + context.newNonce(),
    until: context.realNow + limits.provider.lifetime,
    next: ownPath(exchange.req.query("next")),
    again: Boolean(exchange.req.query("again")),
    language,
  };
  const already = await alreadyIn(exchange);
  if (already) return already;
  try {
    const page = await signInPage(settings, settings.oidc, attempt);
    keepAttempt(exchange, attempt);
    return exchange.redirect(page, 303);
  } catch (error) {
    return back(exchange, error, attempt);
  }
}

/**
 * Whoever comes back from the provider is signed in. It is a GET, as the provider leads here, and acts once, for the browser
 * that has begun it; looking at it (HEAD) does nothing.
 */
async function finish(exchange: Exchange) {
  const { settings, language } = exchange.var;
  if (!settings.oidc || exchange.req.method !== "GET") return notFound(exchange);
  const { searchParams } = new URL(exchange.req.url);
  const attempt = takeAttempt(exchange, searchParams.get("state") ?? "");
  if (!attempt)
    return back(exchange, new NotIdentified("unfinished"), { next: null, again: false, language });
  try {
    const identity = await identify(settings, settings.oidc, attempt, searchParams);
    return await enter(exchange, identity, attempt);
  } catch (error) {
    return back(exchange, error, attempt);
  }
}

async function enter(exchange: Exchange, identity: Identity, attempt: Attempt) {
  const { settings, context } = exchange.var;
  const browser = sessionBrowser(exchange.req.raw.headers, settings);
  const { state } = provenOf(attempt);
  const begun = await signInWithProvider(context, identity, state, browser);
  renewSessionCookie(exchange, begun.token, begun.until);
  rememberPerson(exchange, begun.email);
  forgetBrowser(exchange);
  const home = `/${attempt.language}`;
  const onward = attempt.next ?? `${home}/${landing(exchange, begun.email)}`;
  return exchange.redirect(
    begun.showsPasskey
      ? `${home}/sign-in/passkey?${new URLSearchParams({ next: onward }).toString()}`
      : onward,
    303,
  );
}

/** Back to the sign-in page, which says why; what is the operator's to know is in the log. */
function back(exchange: Exchange, error: unknown, attempt: Pick<Attempt, "next" | "again" | "language">) {
  if (!(error instanceof NotIdentified)) throw error;
  const { problem, key } = error;
  exchange.set("refused", `signIn.service.problems.${problem}`);
  if (key !== problem) log({ event: "provider", requestId: exchange.var.requestId, because: key });
  const query = new URLSearchParams({
    problem,
    ...(attempt.again && { again: "yes" }),
    ...(attempt.next && { next: attempt.next }),
  });
  return exchange.redirect(`/${attempt.language}/sign-in?${query.toString()}`, 303);
}

/** Leads to where one signs out at the provider too. */
async function end(exchange: Exchange) {
  const { settings, language } = exchange.var;
  if (!settings.oidc) return notFound(exchange);
  return exchange.redirect((await signOutPage(settings, settings.oidc)) ?? `/${language}/`, 303);
}

/** Sign-in with an OpenID Connect provider, at addresses that it is told once: they have no language. */
export const provider = new Hono<Env>()
  .get("/sign-in/oidc", start)
  .get("/sign-in/oidc/callback", finish)
  .get("/sign-in/oidc/end", end);
