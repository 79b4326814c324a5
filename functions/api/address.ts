import { Hono, type Handler, type Next } from "hono";
import { Unreachable } from "#db/client.ts";
import { idBySession, changeLanguage } from "#db/queries/person.ts";
import { languages, isLanguage } from "#src/i18n/translator.ts";
import { languageOf, withLanguage } from "#src/i18n/addresses.ts";
import { Refusal, type RefusalKind } from "#src/domain/refusal.ts";
import { keepDraft, takeDraft } from "#functions/draft.ts";
import type { Env, Exchange } from "#functions/exchange.ts";
import { readForm } from "#functions/middleware/form.ts";
import { newOperation } from "#functions/operation.ts";
import { renderPage } from "#functions/page.ts";
import { statusOf } from "#functions/problem.ts";
import { renewSessionCookie } from "#functions/session-cookie.ts";
import type { Command, Fields } from "#functions/use-cases/command.ts";
import { ownPath } from "#functions/use-cases/session/own-path.ts";
import type { QueriedPlace, Views } from "#functions/views/views.ts";
import { type Page, page, type Reading } from "./page.ts";

export const languagePattern = `:lang{${languages.map(({ code }) => code).join("|")}}`;

type PageMethods<Place extends QueriedPlace> = Reading<Place> & { readonly post?: Command };

/** The routes of a resource, in every language. Each path answers 405 to methods that it does not declare. */
export function resource() {
  const routes = new Hono<Env>();
  return {
    routes,
    at(path: string, methods: { get?: Handler<Env>; post?: Handler<Env> }) {
      const address = `/${languagePattern}/${path}`;
      if (methods.get) routes.get(address, methods.get);
      if (methods.post) routes.post(address, methods.post);
      else if (methods.get) routes.post(address, onlySwitchLanguage);
      const allowed = [methods.get && "GET, HEAD", methods.post && "POST"].filter(Boolean).join(", ");
      routes.all(address, (exchange, next) => {
        if (methods.get && ["GET", "HEAD"].includes(exchange.req.method)) return next();
        return notAllowed(exchange, allowed);
      });
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

export class MethodNotAllowed extends Error {
  override readonly name = "MethodNotAllowed";
}

/** Answers 405, with the methods that the address has. */
export function notAllowed(exchange: Exchange, methods: string): never {
  exchange.header("Allow", methods);
  throw new MethodNotAllowed();
}

/** Shows a page. */
export const show =
  <Place extends keyof Views>(page: Page<Place>): Handler<Env> =>
  (exchange) =>
    present(exchange, page);

/** Carries a command out: 303 when it succeeds, the page again with what was entered when it is refused. */
export const act =
  <Place extends keyof Views>(command: Command, page?: Page<Place>): Handler<Env> =>
  async (exchange) => {
    const { switchLanguage: wanted, ...fields } = await readForm(exchange, command.repeated);
    if (page && wanted === exchange.var.language) return present(exchange, page, undefined, fields);
    if (isLanguage(wanted)) return switchLanguage(exchange, fields, wanted);
    const { context, language } = exchange.var;
    try {
      const input = { ...fields, next: exchange.req.query("next") ?? "", ...exchange.req.param() };
      const also = page ? page.load(exchange) : {};
      const outcome = await command.run(context, input, also);
      if (outcome.sessionUntil && typeof context.session === "object")
        renewSessionCookie(exchange, context.session.token, outcome.sessionUntil);
      return exchange.redirect(place(outcome.next, language), 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.kind === "signIn") keepDraft(exchange, fields);
      if (!page || !onPage.includes(error.kind) || isPageOfItsOwn(error)) throw error;
      if (error.details.retryAfter) exchange.header("Retry-After", String(error.details.retryAfter));
      return present(exchange, page, error);
    }
  };

const onPage: readonly RefusalKind[] = ["invalid", "throttled", "forbidden", "gone", "notFound"];

/** The words of an error page, not of a message on a form. */
const isPageOfItsOwn = ({ key, details }: Refusal) => !details.fields && /^errors\.\d+$/u.test(key);

const place = (next: string, language: string) => (next.startsWith("/") ? next : `/${language}/${next}`);

async function present<Place extends keyof Views>(
  exchange: Exchange,
  page: Page<Place>,
  refusal?: Refusal,
  typed?: Fields,
) {
  const { settings } = exchange.var;
  const { actor, view } = await page.ask(exchange);
  const person = typeof actor === "string" ? null : actor;
  const fields: Fields | null = refusal
    ? (exchange.var.fields ?? {})
    : (typed ?? takeDraft(exchange, person?.id ?? null));
  const errors =
    refusal && (refusal.details.fields ?? { form: { key: refusal.key, params: refusal.details.params } });
  const own = (view as { status?: number }).status;
  return renderPage(
    exchange,
    page.place,
    view,
    {
      person,
      form: { values: fields ?? {}, errors: own ? undefined : errors },
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
