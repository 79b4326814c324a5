import { eraseOther } from "#functions/use-cases/person/erase-other.ts";
import { eraseOwn } from "#functions/use-cases/person/erase.ts";
import { copyOf, takeCopy } from "#functions/use-cases/person/copy.ts";
import { askerOf } from "#functions/context/askers.ts";
import { resource, show, submit } from "#functions/http/address.ts";
import type { Command, Fields } from "#functions/command/command.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { forgetDraft } from "#functions/http/draft.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import { forgetPeople } from "#functions/http/known-browser.ts";
import { keepNotice } from "#functions/http/notice.ts";
import { page } from "#functions/http/page.ts";
import { forgetSessionCookie } from "#functions/http/session-cookie.ts";
import { forgetBrowser } from "#functions/http/sign-in-cookie.ts";
import { whole } from "#functions/http/whole.ts";
import { translator } from "#src/i18n/translator.ts";
import { codeForOneself } from "./sign-in.ts";

type Action = (exchange: Exchange, fields: Fields) => Promise<string | Response>;

const own = page("profile/data", {});
const others = page("people/erase", {});

/** Carries a command out with what the page of its form reads. */
async function carryOut(
  command: Command,
  shown: typeof own | typeof others,
  exchange: Exchange,
  fields: Fields,
) {
  const { next, notice } = await command.run(exchange.var.context, fields, shown.load(exchange));
  if (notice) keepNotice(exchange, notice);
  return next;
}

/** Answers with everything that is known about whoever asks, as one file. */
const copy: Action = async (exchange, fields) => {
  await carryOut(takeCopy, own, exchange, fields);
  const { context, language } = exchange.var;
  const name = `${translator(language)("data.file.name")}.json`;
  exchange.header("Content-Type", "application/json; charset=utf-8");
  exchange.header("Content-Disposition", `attachment; filename="${name}"`);
  return exchange.body(await whole(await copyOf(context), askerOf(context.session)));
};

/** Nothing of the person stays in the browser either. */
const eraseHere: Action = async (exchange, fields) => {
  const next = await carryOut(eraseOwn, own, exchange, fields);
  forgetSessionCookie(exchange);
  forgetBrowser(exchange);
  forgetDraft(exchange);
  forgetPeople(exchange);
  exchange.header("Clear-Site-Data", '"cache", "storage"');
  return next;
};

const sendCode =
  (back: string): Action =>
  (exchange) =>
    codeForOneself(exchange, back);

/** What the field `action` of a form names. */
const byAction =
  (actions: Readonly<Record<string, Action>>): Action =>
  (exchange, fields) => {
    const action = Object.hasOwn(actions, fields["action"] ?? "") && actions[fields["action"] ?? ""];
    if (!action) throw new Refusal("malformed", "errors.400");
    return action(exchange, fields);
  };

export const personalData = resource()
  .at("profile/data", {
    get: show(own),
    post: submit(byAction({ copy, erase: eraseHere, code: sendCode("profile/data") }), own),
  })
  .at("people/erase", {
    get: show(others),
    post: submit(
      byAction({
        erase: (exchange, fields) => carryOut(eraseOther, others, exchange, fields),
        code: sendCode("people/erase"),
      }),
      others,
    ),
  }).routes;
