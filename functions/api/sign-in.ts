import { endSession } from "#db/queries/person.ts";
import { masked } from "#src/domain/email.ts";
import { Refusal } from "#src/domain/refusal.ts";
import type { Fields } from "#functions/command/command.ts";
import { readWithActor } from "#functions/command/query.ts";
import { orAgain, present, resource, submit } from "#functions/http/address.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import type { Page } from "#functions/http/page.ts";
import { forgetAddress, rememberAddress, rememberedAddress } from "#functions/http/remembered-address.ts";
import { forgetSessionCookie } from "#functions/http/session-cookie.ts";
import { ownPath } from "#functions/input/own-path.ts";
import { enterCode } from "#functions/use-cases/session/enter-code.ts";
import { addressOfLink, requestCode, signInAddress } from "#functions/use-cases/session/request-code.ts";
import type { Views } from "#functions/views/views.ts";

const next = (exchange: Exchange) => ownPath(exchange.req.query("next"));
const query = (exchange: Exchange) => new URL(exchange.req.url).search;

/** A page for which nothing is read. */
const page = <Place extends "sign-in" | "sign-in/code">(
  place: Place,
  view: (exchange: Exchange) => Views[Place],
): Page<Place> => ({
  place,
  load: () => ({}),
  ask: (exchange) => Promise.resolve({ actor: "nobody", view: view(exchange) }),
});

const addressPage = page("sign-in", (exchange) => ({ needed: next(exchange) !== null }));

/** The page that asks for the address. Whoever is signed in already goes on. */
async function askAddress(exchange: Exchange) {
  const { context, language } = exchange.var;
  if (context.session !== "nobody") {
    const { actor } = await readWithActor(context, {});
    if (actor !== "nobody") return exchange.redirect(next(exchange) ?? `/${language}/portal`, 303);
  }
  return present(exchange, addressPage);
}

async function sendCode(exchange: Exchange, fields: Fields) {
  const email = signInAddress(fields["email"]);
  await requestCode(exchange.var.context, email);
  rememberAddress(exchange, email);
  return `sign-in/code${query(exchange)}`;
}

/** The address that the code is for: of the link, of the form, or of the page before. */
async function addressFor(exchange: Exchange, typed?: string) {
  const { link } = exchange.req.query();
  if (link) return addressOfLink(exchange.var.context, link);
  return typed ? signInAddress(typed) : rememberedAddress(exchange);
}

/** Whoever came by a link sees neither the whole address nor a way to another one. */
const codePage = (email: string) =>
  page("sign-in/code", (exchange) =>
    exchange.req.query("link") ? { shownEmail: masked(email) } : { email, shownEmail: email },
  );

async function askCode(exchange: Exchange) {
  const email = await addressFor(exchange);
  if (!email) return exchange.redirect(`/${exchange.var.language}/sign-in${query(exchange)}`, 303);
  return present(exchange, codePage(email));
}

const signInByCode = (exchange: Exchange, fields: Fields) =>
  orAgain(exchange, exchange.req.query("link") ? undefined : addressPage, fields, async () => {
    const email = await addressFor(exchange, fields["email"]);
    if (!email) return `sign-in${query(exchange)}`;
    return orAgain(exchange, codePage(email), fields, async () => {
      const { cookies } = await enterCode(
        exchange.var.context,
        email,
        fields["code"],
        exchange.req.raw.headers,
      );
      for (const cookie of cookies) exchange.header("Set-Cookie", cookie, { append: true });
      const { link } = exchange.req.query();
      return link ? `link/${encodeURIComponent(link)}` : (next(exchange) ?? "portal");
    });
  });

async function signOut(exchange: Exchange) {
  const { context } = exchange.var;
  if (typeof context.session === "object")
    await context.database.writeIdempotent([endSession(context.session.token)]);
  forgetSessionCookie(exchange);
  forgetAddress(exchange);
  return "";
}

/** Sends a code to the person a link was sent to, and leads straight back to the link. */
export async function codeForLink(exchange: Exchange) {
  const { context } = exchange.var;
  const token = exchange.req.param("token") ?? "";
  try {
    await requestCode(context, await addressOfLink(context, token));
  } catch (error) {
    if (!(error instanceof Refusal) || error.details.fields?.["email"]?.key !== "signIn.errors.waitSeconds")
      throw error;
  }
  return `sign-in/code?link=${encodeURIComponent(token)}`;
}

export const signIn = resource()
  .at("sign-in", { get: askAddress, post: submit(sendCode, addressPage) })
  .at("sign-in/code", { get: askCode, post: submit(signInByCode) })
  .at("sign-out", { post: submit(signOut, undefined, { home: () => "portal" }) }).routes;
