import { begunByProvider } from "#db/queries/identity.ts";
import { endSession, recordSignOut } from "#db/queries/session.ts";
import { isPersonalEmail, masked, normalizeEmail } from "#src/domain/email.ts";
import type { OperationId } from "#src/domain/ids.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { signOutPage } from "#functions/adapters/oidc.ts";
import type { Fields } from "#functions/command/command.ts";
import { readWithActor, signedIn } from "#functions/command/query.ts";
import { forgetBrowser, keyOfBrowser, remember, remembered } from "#functions/http/sign-in-cookie.ts";
import { forgetDraft, hasDraft } from "#functions/http/draft.ts";
import { orAgain, present, resource, submit } from "#functions/http/address.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import { offeredProvider } from "#functions/http/offered-provider.ts";
import type { Page } from "#functions/http/page.ts";
import { isKnown, rememberPerson } from "#functions/http/known-browser.ts";
import { forgetSessionCookie } from "#functions/http/session-cookie.ts";
import { readInvited } from "#functions/context/invited.ts";
import { sha256 } from "#functions/context/secrets.ts";
import { isWayIn } from "#functions/context/way-in.ts";
import { ownPath } from "#functions/input/own-path.ts";
import type { AskingBrowser } from "#functions/context/asking-browser.ts";
import { proofRecords, signingIn } from "#functions/standing/proof.ts";
import { enterCode } from "#functions/use-cases/session/enter-code.ts";
import { showPasskey } from "#functions/use-cases/session/show-passkey.ts";
import { addressOfLink, requestCode, signInAddress } from "#functions/use-cases/session/request-code.ts";
import type { Views } from "#functions/views/views.ts";

const tooSoon = "signIn.errors.waitSeconds";

const next = (exchange: Exchange) => ownPath(exchange.req.query("next"));

function queryWith(exchange: Exchange, lost: boolean) {
  const { searchParams } = new URL(exchange.req.url);
  for (const said of ["lost", "again", "problem", "out"]) searchParams.delete(said);
  if (lost) searchParams.set("lost", "yes");
  return searchParams.size ? `?${searchParams.toString()}` : "";
}

/** A page for which nothing is read. */
const page = <Place extends "sign-in" | "sign-in/code">(
  place: Place,
  view: (exchange: Exchange) => Views[Place],
): Page<Place> => ({
  place,
  load: () => ({}),
  ask: (exchange) => Promise.resolve({ actor: "nobody", view: view(exchange) }),
});

/** True where somebody is on the way to register, and may have no account yet. */
const registers = (exchange: Exchange) => /^\/[^/]+\/onboarding\//u.test(next(exchange) ?? "");

/** Who was invited to register, where the way on says so. */
function invited(exchange: Exchange) {
  const { url } = exchange.req;
  const key = new URL(next(exchange) ?? "/", url).searchParams.get("invited");
  return key ? readInvited(exchange.var.settings.secrets, key) : null;
}

/**
 * Why somebody is asked: a page needs it, the session has ended (with something typed, or not), the browser has lost its code, or
 * we have mailed the way here.
 */
function reasonToAsk(exchange: Exchange) {
  const { lost, key, erased, out } = exchange.req.query();
  const onward = next(exchange);
  if (out) return "signedOut";
  if (lost) return "lost";
  if (erased) return "erased";
  if (key) return "mailed";
  if (onward === null) return null;
  if (invited(exchange)) return "invited";
  if (hasDraft(exchange, onward)) return "kept";
  if (exchange.var.context.session !== "nobody") return "ended";
  return registers(exchange) ? "register" : "continue";
}

const addressPage = page("sign-in", (exchange) => {
  const { problem } = exchange.req.query();
  const provider = offeredProvider(exchange);
  const reason = provider?.problem || problem ? null : reasonToAsk(exchange);
  return { provider, reason, invited: invited(exchange) };
});

/** The page that asks for the address. Whoever is signed in already goes on. */
const askAddress = async (exchange: Exchange) =>
  (await alreadyIn(exchange)) ?? present(exchange, addressPage);

/** Where whoever is signed in already goes on to, unless it is to be shown again who that is; null for everybody else. */
export async function alreadyIn(exchange: Exchange): Promise<Response | null> {
  const { context, language } = exchange.var;
  if (context.session === "nobody" || exchange.req.query("again")) return null;
  const { actor, loaded } = await readWithActor(context, () => proofRecords(context));
  if (actor !== "nobody") return exchange.redirect(next(exchange) ?? `/${language}/portal`, 303);
  if (signingIn(loaded, context))
    return exchange.redirect(`/${language}/sign-in/passkey${queryWith(exchange, false)}`, 303);
  return null;
}

/** The asking browser, and what shows that it is no stranger's: the way in that was mailed, its own memory, the link of this person. */
function asking(exchange: Exchange, email: string, link?: string): AskingBrowser {
  const mark = sha256(keyOfBrowser(exchange));
  const { settings, context } = exchange.var;
  const { key = "" } = exchange.req.query();
  if (isWayIn(settings.secrets, key, email, context.realNow))
    return { email, mark, voucher: { wayIn: sha256(key) } };
  return { email, mark, voucher: isKnown(exchange, email) ? "known" : link ? "link" : null };
}

const userAgentOf = ({ req }: Exchange) => req.header("User-Agent") ?? "";

/** Sends a code. Too soon after the last one, whoever has that one stays where it is asked for. */
const sendCode = (exchange: Exchange, fields: Fields) => {
  const again = remembered(exchange)?.email;
  const isOwn = again !== undefined && normalizeEmail(fields["email"] ?? "") === again;
  return isOwn
    ? orAgain(exchange, codePage(again), fields, () => sendCodeTo(exchange, fields).catch(atCode))
    : sendCodeTo(exchange, fields);
};

/** The same refusal at the field of the page where the code is asked for. */
function atCode(error: unknown): never {
  const wait = error instanceof Refusal ? error.details.fields?.["email"] : undefined;
  if (!(error instanceof Refusal) || wait?.key !== tooSoon) throw error;
  throw new Refusal(error.kind, error.key, { ...error.details, fields: { code: wait } });
}

async function sendCodeTo(exchange: Exchange, fields: Fields) {
  const email = signInAddress(fields["email"]);
  await requestCode(exchange.var.context, asking(exchange, email), userAgentOf(exchange));
  remember(exchange, { key: keyOfBrowser(exchange), email });
  return `sign-in/code${queryWith(exchange, false)}`;
}

/** The address that the code is for: of the link, of the form, or of the page before. */
async function addressFor(exchange: Exchange, typed?: string) {
  const { link } = exchange.req.query();
  if (link) return addressOfLink(exchange.var.context, link);
  return typed ? signInAddress(typed) : remembered(exchange)?.email;
}

/** The browser no longer says for which address a code was asked for, or keeps no cookies at all. */
const lost = (exchange: Exchange) => `sign-in${queryWith(exchange, true)}`;

/** Whoever came by a link sees neither the whole address nor a way to another one. */
const codePage = (email: string) =>
  page("sign-in/code", (exchange) =>
    exchange.req.query("link")
      ? { shownEmail: masked(email) }
      : { email, shownEmail: email, isPersonal: registers(exchange) && isPersonalEmail(email) },
  );

async function askCode(exchange: Exchange) {
  const email = await addressFor(exchange);
  if (!email) return exchange.redirect(`/${exchange.var.language}/${lost(exchange)}`, 303);
  return present(exchange, codePage(email));
}

const signInByCode = (exchange: Exchange, fields: Fields) =>
  orAgain(exchange, exchange.req.query("link") ? undefined : addressPage, fields, async () => {
    const email = await addressFor(exchange, fields["email"]);
    if (!email) return lost(exchange);
    const { link } = exchange.req.query();
    return orAgain(exchange, codePage(email), fields, async () => {
      const { cookies, hasPasskey } = await enterCode(
        exchange.var.context,
        asking(exchange, email, link),
        fields["code"],
        exchange.req.raw.headers,
      );
      for (const cookie of cookies) exchange.header("Set-Cookie", cookie, { append: true });
      rememberPerson(exchange, email);
      forgetBrowser(exchange);
      const home = `/${exchange.var.language}`;
      const onward = link
        ? `${home}/link/${encodeURIComponent(link)}`
        : (next(exchange) ?? `${home}/${landing(exchange, email)}`);
      return hasPasskey ? `sign-in/passkey?${new URLSearchParams({ next: onward }).toString()}` : onward;
    });
  });

/** Where whoever asked for nothing begins: agents with what waits for them. */
export const landing = ({ var: { settings } }: Exchange, email: string) =>
  settings.agents.includes(email) ? "reviews" : "portal";

/** Whoever came from a provider where one can sign out is told that this is not done there. */
async function signOut(exchange: Exchange) {
  const { context, settings } = exchange.var;
  let isToldMore = false;
  if (typeof context.session === "object") {
    const { token } = context.session;
    const operationId = `session.sign-out:${sha256(token).slice(0, 22)}` as OperationId;
    const [begun] = await context.database.writeIdempotent([
      begunByProvider(token),
      recordSignOut(token, { at: context.now, operationId }),
      endSession(token),
    ]);
    isToldMore =
      begun.length > 0 && settings.oidc !== null && (await signOutPage(settings, settings.oidc)) !== null;
  }
  forgetSessionCookie(exchange);
  forgetBrowser(exchange);
  forgetDraft(exchange);
  exchange.header("Clear-Site-Data", '"cache", "storage"');
  return isToldMore ? "sign-in?out=yes" : "";
}

/** Sends a code to the person a link was sent to, and leads straight back to the link. */
export async function codeForLink(exchange: Exchange) {
  const { context } = exchange.var;
  const token = exchange.req.param("token") ?? "";
  try {
    const email = await addressOfLink(context, token);
    await requestCode(context, asking(exchange, email, token), userAgentOf(exchange));
  } catch (error) {
    if (!(error instanceof Refusal) || error.details.fields?.["email"]?.key !== tooSoon) throw error;
  }
  remember(exchange, { ...remembered(exchange), key: keyOfBrowser(exchange) });
  return `sign-in/code?link=${encodeURIComponent(token)}`;
}

/** Sends a code to whoever is signed in, and leads back: the session that begins with it is new. */
export async function codeForOneself(exchange: Exchange, back: string) {
  const { context, language } = exchange.var;
  const { actor } = await readWithActor(context, () => ({}));
  const { email } = signedIn(actor);
  await requestCode(context, asking(exchange, email), userAgentOf(exchange));
  remember(exchange, { key: keyOfBrowser(exchange), email });
  return `sign-in/code?next=${encodeURIComponent(`/${language}/${back}`)}`;
}

export const signIn = resource()
  .at("sign-in", { get: askAddress, post: submit(sendCode, addressPage) })
  .at("sign-in/code", { get: askCode, post: submit(signInByCode) })
  .page("sign-in/passkey", {
    input: ({ req }) => ({ next: req.query("next") ?? "" }),
    post: showPasskey,
  })
  .at("sign-out", { post: submit(signOut, undefined, { home: () => "portal" }) }).routes;
