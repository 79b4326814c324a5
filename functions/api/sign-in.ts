import { endSession } from "#db/queries/person.ts";
import { masked } from "#src/domain/email.ts";
import { type FieldErrors, Refusal } from "#src/domain/refusal.ts";
import { isLanguage } from "#src/i18n/translator.ts";
import { takeDraft } from "#functions/draft.ts";
import type { Exchange } from "#functions/exchange.ts";
import { readForm } from "#functions/middleware/form.ts";
import { newOperation } from "#functions/operation.ts";
import { renderPage } from "#functions/page.ts";
import { statusOf } from "#functions/problem.ts";
import { forgetAddress, rememberAddress, rememberedAddress } from "#functions/remembered-address.ts";
import { forgetSessionCookie } from "#functions/session-cookie.ts";
import { enterCode } from "#functions/use-cases/session/enter-code.ts";
import { ownPath } from "#functions/use-cases/session/own-path.ts";
import { addressOfLink, requestCode, signInAddress } from "#functions/use-cases/session/request-code.ts";
import { readWithActor } from "#functions/use-cases/query.ts";
import { resource, switchLanguage } from "./address.ts";

interface Face {
  readonly email?: string | undefined;
  readonly shownEmail?: string | undefined;
  readonly fields?: Readonly<Record<string, string>>;
  readonly errors?: FieldErrors | undefined;
  readonly status?: number;
}

const next = (exchange: Exchange) => ownPath(exchange.req.query("next"));
const query = (exchange: Exchange) => new URL(exchange.req.url).search;

/** The page that asks for the address. Whoever is signed in already goes on. */
async function askAddress(exchange: Exchange) {
  const { context, language } = exchange.var;
  if (context.session !== "nobody") {
    const { actor } = await readWithActor(context, {});
    if (actor !== "nobody") return exchange.redirect(next(exchange) ?? `/${language}/portal`, 303);
  }
  return showSignIn(exchange, "sign-in", { fields: takeDraft(exchange, null) ?? {} });
}

function showSignIn(
  exchange: Exchange,
  place: "sign-in" | "sign-in/code",
  { email, shownEmail, fields = {}, errors, status }: Face,
) {
  const { settings } = exchange.var;
  return renderPage(
    exchange,
    place,
    { email, shownEmail: shownEmail ?? email ?? "", needed: next(exchange) !== null },
    {
      form: { values: fields, errors },
      operationId: newOperation(settings.secrets, null),
    },
    status,
  );
}

/** Shows the page again when something was refused; anything else is somebody else's to answer. */
async function orAgain(
  exchange: Exchange,
  place: "sign-in" | "sign-in/code",
  face: Face,
  act: () => Promise<Response>,
) {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Refusal) || !error.details.fields) throw error;
    if (error.details.retryAfter) exchange.header("Retry-After", String(error.details.retryAfter));
    return showSignIn(exchange, place, {
      ...face,
      errors: error.details.fields,
      status: statusOf[error.kind],
    });
  }
}

async function postAddress(exchange: Exchange) {
  const fields = await readForm(exchange);
  if (isLanguage(fields["switchLanguage"])) return switchLanguage(exchange, fields, fields["switchLanguage"]);
  return orAgain(exchange, "sign-in", { fields }, async () => {
    const email = signInAddress(fields["email"]);
    await requestCode(exchange.var.context, email);
    rememberAddress(exchange, email);
    return exchange.redirect(`/${exchange.var.language}/sign-in/code${query(exchange)}`, 303);
  });
}

/** The address that the code is for: of the link, of the form, or of the page before. */
async function addressFor(exchange: Exchange, typed?: string): Promise<Face & { email: string | null }> {
  const token = exchange.req.query("link");
  if (token) {
    const email = await addressOfLink(exchange.var.context, token);
    return { email, shownEmail: masked(email) } as Face & { email: string };
  }
  const email = typed ? signInAddress(typed) : rememberedAddress(exchange);
  return { email, shownEmail: email } as Face & { email: string | null };
}

async function askCode(exchange: Exchange) {
  const face = await addressFor(exchange);
  if (!face.email) return exchange.redirect(`/${exchange.var.language}/sign-in${query(exchange)}`, 303);
  const { link } = exchange.req.query();
  const fields = takeDraft(exchange, null) ?? {};
  return showSignIn(exchange, "sign-in/code", { ...face, email: link ? undefined : face.email, fields });
}

async function postCode(exchange: Exchange) {
  const fields = await readForm(exchange);
  if (isLanguage(fields["switchLanguage"])) return switchLanguage(exchange, fields, fields["switchLanguage"]);
  return orAgain(exchange, "sign-in", { fields }, () => signInByCode(exchange, fields));
}

async function signInByCode(exchange: Exchange, fields: Readonly<Record<string, string>>) {
  const { language, context } = exchange.var;
  const { link } = exchange.req.query();
  const face = await addressFor(exchange, fields["email"]);
  const { email } = face;
  if (!email) return exchange.redirect(`/${language}/sign-in${query(exchange)}`, 303);
  const shown = { ...face, email: link ? undefined : email, fields: { code: fields["code"] ?? "" } };
  return orAgain(exchange, "sign-in/code", shown, async () => {
    const { cookies } = await enterCode(context, email, fields["code"], exchange.req.raw.headers);
    const answer = exchange.redirect(
      link ? `/${language}/link/${encodeURIComponent(link)}` : (next(exchange) ?? `/${language}/portal`),
      303,
    );
    for (const cookie of cookies) answer.headers.append("Set-Cookie", cookie);
    return answer;
  });
}

async function signOut(exchange: Exchange) {
  const { context, language } = exchange.var;
  const { switchLanguage: wanted } = await readForm(exchange);
  if (isLanguage(wanted)) return exchange.redirect(`/${wanted}/portal`, 303);
  if (typeof context.session === "object")
    await context.database.writeIdempotent([endSession(context.session.token)]);
  forgetSessionCookie(exchange);
  forgetAddress(exchange);
  return exchange.redirect(`/${language}/`, 303);
}

/** Sends a code to the person a link was sent to, and leads straight back to the link. */
export async function codeForLink(exchange: Exchange) {
  const { switchLanguage: wanted } = await readForm(exchange);
  const { context, language } = exchange.var;
  const token = exchange.req.param("token") ?? "";
  if (isLanguage(wanted)) return exchange.redirect(`/${wanted}/link/${encodeURIComponent(token)}`, 303);
  try {
    await requestCode(context, await addressOfLink(context, token));
  } catch (error) {
    if (!(error instanceof Refusal) || error.key !== "signIn.errors.waitSeconds") throw error;
  }
  return exchange.redirect(`/${language}/sign-in/code?link=${encodeURIComponent(token)}`, 303);
}

export const signIn = resource()
  .at("sign-in", { get: askAddress, post: postAddress })
  .at("sign-in/code", { get: askCode, post: postCode })
  .at("sign-out", { post: signOut }).routes;
