import { Hono } from "hono";
import type { RejectedRow } from "#src/domain/collect/device-file.ts";
import type { CollectorKeyId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { faultText } from "#src/i18n/devices.ts";
import { type Translate, translator } from "#src/i18n/translator.ts";
import { bearerOf } from "#functions/http/bearer.ts";
import { readBytes } from "#functions/http/bytes.ts";
import type { Env, Exchange } from "#functions/http/exchange.ts";
import { said } from "#functions/input/device-file.ts";
import { type ListProblem, type Received, receiveList } from "#functions/use-cases/collector/receive.ts";

/** A list from a customer's own machine: no session, but a key; answers in JSON (functions/README.md, Collecting). */
export const collect = new Hono<Env>().post("/collect/:id", async (exchange) => {
  const secret = bearerOf(exchange);
  if (!secret) return answer(exchange, { outcome: "unknownKey" });
  const received = await receiveList(exchange.var.context, {
    id: exchange.req.param("id") as CollectorKeyId,
    secret,
    isCsv: /^text\/csv\s*(;|$)/iu.test(exchange.req.header("Content-Type") ?? ""),
    body: () => readBytes(exchange, limits.upload.bytes),
  });
  return answer(exchange, received);
});

function answer(exchange: Exchange, received: Received): Response {
  const { language } = exchange.var;
  const t = translator(language);
  const tell = (
    error: string,
    status: 401 | 409 | 413 | 415 | 422 | 429 | 503,
    message: string,
    more = {},
  ) => {
    exchange.set("refused", error);
    return exchange.json({ error, message, ...more }, status);
  };
  switch (received.outcome) {
    case "unknownKey":
      exchange.header("WWW-Authenticate", "Bearer");
      return tell("unknownKey", 401, t("collector.answers.unknownKey"));
    case "tooOften":
    case "tooManyWrong": {
      const { outcome, wait } = received;
      const seconds = Math.ceil(wait / 1000);
      exchange.header("Retry-After", String(seconds));
      return tell(outcome, 429, t(`collector.answers.${outcome}`, { count: Math.ceil(seconds / 3600) }));
    }
    case "moved":
      return tell("moved", 409, t("collector.answers.moved"));
    case "busy":
      exchange.header("Retry-After", String(limits.collector.turn.again / 1000));
      return tell("busy", 503, t("collector.answers.busy"));
    case "refused": {
      const problem = "list" in received.why ? received.why.list : received.why.problem;
      const status = problem === "format" ? 415 : problem === "tooLarge" ? 413 : 422;
      return tell(problem, status, messageOf(received.why, t, exchange), rejectedOf(t, received.rejected));
    }
    case "loaded":
      return exchange.json({
        repeated: received.repeated,
        ...received.changes,
        ...rejectedOf(t, received.rejected),
      });
  }
}

function messageOf(why: ListProblem, t: Translate, { var: { language } }: Exchange): string {
  if (!("list" in why)) {
    const { key, params } = said(why, language);
    return t(key, params);
  }
  return why.list === "tooManyDevices"
    ? t("devices.load.tooManyDevices", { max: limits.inventory.devices })
    : t(`collector.answers.${why.list}`);
}

/** How many rows are not loaded, and the first of them with what is wrong. */
const rejectedOf = (t: Translate, rows: readonly RejectedRow[]) => ({
  rejected: rows.length,
  rejectedRows: rows.slice(0, limits.upload.rejectedShown).map(({ line, faults }) => ({
    line,
    faults: faults.map((fault) => ({
      field: fault.field,
      reason: fault.reason,
      message: faultText(t, fault),
    })),
  })),
});
