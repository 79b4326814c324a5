import { type Handler, Hono, type Next } from "hono";
import { Unreachable } from "#db/client.ts";
import { changeLanguage, idBySession } from "#db/queries/person.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { languageOf, withLanguage } from "#src/i18n/addresses.ts";
import { isLanguage, languages } from "#src/i18n/translator.ts";
import type { Command, Fields } from "#functions/command/command.ts";
import { ownPath } from "#functions/input/own-path.ts";
import type { QueriedPlace, Views } from "#functions/views/views.ts";
import { keepDraft, takeDraft } from "./draft.ts";
import type { Env, Exchange } from "./exchange.ts";
import { readForm } from "./form.ts";
import { keepNotice, takeNotice } from "./notice.ts";
import { newOperation } from "./operation.ts";
import { type Page, page, type Reading } from "./page.ts";
import { knownProblems, signProblems } from "./problems.ts";
import { renderPage } from "./render-page.ts";
import { recordUse, renewSessionCookie } from "./session-cookie.ts";
import { statusOf } from "./status.ts";

/** A language as the first part of an address: in a group, since the router anchors what it is given at both ends. */
export const languagePattern = `:lang{(?:${languages.map(({ code }) => code).join("|")})}`;

type PageMethods<Place extends QueriedPlace> = Reading<Place> & { readonly post?: Command };

/** The routes of a resource, in every language. */
export function resource() {
  const routes = new Hono<Env>();
  return {
    routes,
    at(path: string, methods: { get?: Handler<Env>; post?: Handler<Env> }) {
      const address = `/${languagePattern}/${path}`;
      if (methods.get) routes.get(address, methods.get);
      if (methods.post) routes.post(address, methods.post);
      return this;
    },
    /** A page at its address, which is its place; `post` is what its forms do. */
    page<Place extends QueriedPlace>(
      place: Place,
      ...[methods = {} as PageMethods<Place>]: object extends PageMethods<Place>
        ? [methods?: PageMethods<Place>]
        : [methods: PageMethods<Place>]
    ) {
      const shown = page(place, methods);
      return this.at(place.replace(/\[(\w+)\]/gu, ":$1"), {
        get: show(shown),
        ...(methods.post && { post: act(methods.post, shown) }),
      });
    },
  };
}

/** Shows a page. */
export const show =
  <Place extends keyof Views>(page: Page<Place>): Handler<Env> =>
  (exchange) =>
    present(exchange, page);

/** What a form does; gives where to go on, or an answer of its own. */
type Action = (exchange: Exchange, fields: Fields) => Promise<string | Response>;

interface FormOptions {
  readonly repeated?: readonly string[] | undefined;
  /** Where the form's page is, for the change of language, when its address has none. */
  readonly home?: (exchange: Exchange) => string;
}

/** Does what a form asks for: 303 when it succeeds, the page again with what was entered when it is refused. */
export const submit =
  <Place extends keyof Views>(
    action: Action,
    page?: Page<Place>,
    { repeated, home }: FormOptions = {},
  ): Handler<Env> =>
  async (exchange) => {
    const sent = await readForm(exchange, repeated);
    const { switchLanguage: wanted, problems: _, ...fields } = sent;
    if (page && wanted === exchange.var.language) return present(exchange, page, undefined, sent);
    if (isLanguage(wanted))
      return home
        ? exchange.redirect(place(home(exchange), wanted), 303)
        : switchLanguage(exchange, sent, wanted);
    return orAgain(exchange, page, fields, () => action(exchange, fields));
  };

/** Carries a command out. */
export const act = <Place extends keyof Views>(command: Command, page?: Page<Place>): Handler<Env> =>
  submit(
    async (exchange, fields) => {
      const { context } = exchange.var;
      const input = { ...fields, next: exchange.req.query("next") ?? "", ...exchange.req.param() };
      const also = page ? page.load(exchange) : {};
      const outcome = await command.run(context, input, also);
      if (outcome.sessionUntil && typeof context.session === "object")
        renewSessionCookie(exchange, context.session.token, outcome.sessionUntil);
      if (outcome.notice) keepNotice(exchange, outcome.notice);
      return outcome.next;
    },
    page,
    command,
  );

/** Goes on to where an action leads, or shows the page again that its refusal belongs to. */
export async function orAgain<Place extends keyof Views>(
  exchange: Exchange,
  page: Page<Place> | undefined,
  fields: Fields,
  action: () => Promise<string | Response>,
): Promise<Response> {
  try {
    const next = await action();
    return typeof next === "string" ? exchange.redirect(place(next, exchange.var.language), 303) : next;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    exchange.set("refused", error);
    if (error.kind === "signIn" || error.kind === "proof") keepDraft(exchange, fields);
    const { fields: errors, byPage, check, retryAfter } = error.details;
    if (!page || !(errors || byPage || check)) throw error;
    if (retryAfter) exchange.header("Retry-After", String(retryAfter));
    return present(exchange, page, error);
  }
}

const place = (next: string, language: string) => (next.startsWith("/") ? next : `/${language}/${next}`);

/** Answers with a page: as it is, with what was typed, or refused. */
export async function present<Place extends keyof Views>(
  exchange: Exchange,
  page: Page<Place>,
  refusal?: Refusal,
  typed?: Fields,
) {
  const { settings } = exchange.var;
  const { actor, view, until, waiting = null } = await page.ask(exchange);
  if (until) recordUse(exchange, until);
  const person = typeof actor === "string" ? null : actor;
  const fields: Fields | null = refusal
    ? (exchange.var.fields ?? {})
    : (typed ?? takeDraft(exchange, person?.id ?? null));
  const { problems, ...values } = fields ?? {};
  const own = (view as { status?: number }).status;
  const errors = own ? undefined : refusal ? refusal.details.fields : knownProblems(exchange, problems);
  if (refusal?.details.byPage && !own) throw refusal;
  return renderPage(
    exchange,
    page.place,
    view,
    {
      person,
      signedIn: person !== null,
      waiting,
      form: { values, errors },
      problems: errors && signProblems(exchange, errors),
      check: refusal?.details.check,
      notice: exchange.req.method === "GET" ? takeNotice(exchange) : null,
      operationId: newOperation(settings.secrets, person?.id ?? null),
    },
    own ?? (refusal ? statusOf[refusal.kind] : 200),
  );
}

/** The database is away: the page changes its language all the same. */
function orLater(error: unknown) {
  if (!(error instanceof Unreachable)) throw error;
}

/** On a page without a form of its own. */
export async function onlySwitchLanguage(exchange: Exchange, next: Next) {
  if (exchange.req.method !== "POST") return next();
  const fields = await readForm(exchange);
  const { switchLanguage: language } = fields;
  return isLanguage(language) ? switchLanguage(exchange, fields, language) : next();
}

/**
 * Keeps what was typed and goes on in another language; e-mails follow it from then on. What is too long for a cookie,
 * the browser sends again to the new address.
 */
export async function switchLanguage(
  exchange: Exchange,
  fields: Fields,
  language: (typeof languages)[number]["code"],
) {
  const { session, database } = exchange.var.context;
  const { switchLanguage: _, ...typed } = fields;
  const something = Object.keys(typed).some((name) => name !== "operationId");
  const kept = !something || keepDraft(exchange, typed);
  if (typeof session === "object")
    await database.writeIdempotent([changeLanguage(idBySession(session.token), language)]).catch(orLater);
  const { pathname, search, searchParams } = new URL(exchange.req.url);
  const next = ownPath(searchParams.get("next") ?? undefined);
  if (next && languageOf(next)) searchParams.set("next", withLanguage(next, language));
  const query = next ? `?${searchParams.toString()}` : search;
  return exchange.redirect(
    withLanguage(pathname + query, language),
    kept || language === exchange.var.language ? 303 : 307,
  );
}
