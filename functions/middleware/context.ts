import { createMiddleware } from "hono/factory";
import { openDatabase } from "#db/client.ts";
import { newId, type OperationId } from "#src/domain/ids.ts";
import { languageOf } from "#src/i18n/addresses.ts";
import { chooseLanguage } from "#src/i18n/choose.ts";
import { businessNow } from "#functions/context/clock.ts";
import { dayOf } from "#functions/context/context.ts";
import { nonce } from "#functions/context/secrets.ts";
import type { Env } from "#functions/http/exchange.ts";
import { rememberedLanguage, rememberLanguage } from "#functions/http/language-cookie.ts";
import { rememberWriting } from "#functions/http/nearby.ts";
import { networkOf } from "#functions/http/network.ts";
import { presentedToken } from "#functions/http/session-cookie.ts";

/** Gives the request its language, its connection, its time and the session that it presents. No I/O. */
export const context = createMiddleware<Env>(async (exchange, next) => {
  const { settings } = exchange.var;
  const meter = { trips: 0, statements: 0, writes: 0 };
  const named = languageOf(exchange.req.path);
  const cookie = rememberedLanguage(exchange);
  const language =
    named ??
    chooseLanguage({ cookie, accepted: exchange.req.header("Accept-Language") }) ??
    settings.language;
  exchange.set("meter", meter);
  exchange.set("language", language);

  const realNow = Date.now();
  const database = openDatabase({ ...settings.database, meter });
  const now = await businessNow(realNow, settings);
  const token = presentedToken(exchange);
  exchange.set("context", {
    settings,
    database,
    now,
    today: dayOf(now, settings.timeZone),
    realNow,
    session: token ? { token } : "nobody",
    operationId: newId<OperationId>(),
    newId,
    newNonce: nonce,
    language,
    network: networkOf(exchange.req.raw.headers, settings),
    departing: [],
    noted: exchange.var.noted,
  });
  await next();
  rememberWriting(exchange);
  if (named && cookie !== named && exchange.req.method === "GET" && exchange.res.ok)
    rememberLanguage(exchange, named);
});
