import { type Handler, Hono } from "hono";
import type { ShownKey } from "#db/queries/api-key.ts";
import { UnusableFile } from "#db/import/source.ts";
import { organizationIdOf } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { KeyRefusal, type Sent, type Shown } from "#functions/command/keyed.ts";
import { departure } from "#functions/context/departure.ts";
import type { Env, Exchange } from "#functions/http/exchange.ts";
import { readBytes } from "#functions/http/bytes.ts";
import { answerProblem, Problem } from "#functions/http/problem.ts";
import { countWrongKey } from "#functions/use-cases/api-key/refuse.ts";
import { noteKeyUse } from "#functions/use-cases/api-key/note-use.ts";
import { readCase, readCases, readKey, readPeople, readRequests } from "#functions/views/api/reading.ts";
import { loadImportFile } from "#functions/use-cases/import/load.ts";
import { closeCase } from "#functions/use-cases/review/close.ts";
import { cursorOf, parsed, parsedJson, readCursor, shownBy, shownOnce } from "./asked.ts";
import { description } from "./openapi.ts";
import { operations } from "./operations.ts";
import { closing, paging, requestFilter } from "./schemas.ts";

const pathOf = ({ path }: { readonly path: string }) => path.replace(/\{(\w+)\}/gu, ":$1");

interface Cut {
  readonly items: readonly unknown[];
  readonly after: { readonly at: number; readonly id: string } | null;
}

const asPage = ({ items, after }: Cut) => ({ items, next: after && cursorOf(after.at, after.id) });

/** What a page of a list is asked for by. */
function paged({ req }: Exchange) {
  const { after, limit } = parsed(paging, req.query());
  return { after: readCursor(after), limit };
}

type Ask<Answer> = (exchange: Exchange, shown: Shown) => Promise<{ key: ShownKey; answer: Answer }>;

const reading =
  <Answer>(ask: Ask<Answer>, show: (answer: Answer) => unknown = (answer) => answer): Handler<Env> =>
  async (exchange) => {
    try {
      const { key, answer } = await ask(exchange, shownBy(exchange));
      const noted = noteKeyUse(exchange.var.context, key);
      if (noted) exchange.executionCtx.waitUntil(noted.catch(() => undefined));
      return exchange.json(show(answer));
    } catch (error) {
      return refused(exchange, error);
    }
  };

type Write<Value> = (
  exchange: Exchange,
  shown: Shown,
  body: () => Promise<Sent<Value>>,
) => Promise<{ readonly answer: object; readonly repeated: boolean }>;

interface Taken<Value> {
  readonly type: string;
  /** In bytes. */
  readonly most: number;
  readonly read: (bytes: Uint8Array) => Value;
}

const writing =
  <Value>({ type, most, read }: Taken<Value>, write: Write<Value>): Handler<Env> =>
  async (exchange) => {
    try {
      const { answer, repeated } = await write(exchange, shownOnce(exchange), async () => {
        if (exchange.req.header("Content-Type")?.split(";")[0]?.trim().toLowerCase() !== type)
          throw new Problem("format", { detail: `Send ${type}.` });
        const bytes = await readBytes(exchange, most);
        if (!bytes) throw new Problem("tooLarge", { detail: `Send up to ${most} bytes.` });
        return { bytes, value: read(bytes) };
      });
      const { departing, realNow } = exchange.var.context;
      departing?.push(departure(realNow));
      if (repeated) exchange.header("Idempotency-Replayed", "true");
      return exchange.json(answer);
    } catch (error) {
      return refused(exchange, error);
    }
  };

/** A wrong key is counted, whatever it was shown for; all else is told by the edge. */
async function refused(exchange: Exchange, error: unknown): Promise<Response> {
  if (error instanceof UnusableFile)
    return answerProblem(exchange, "unusableFile", { detail: error.message });
  if (!(error instanceof KeyRefusal) || error.because !== "unknownKey") throw error;
  const wait = await countWrongKey(exchange.var.context);
  if (wait === 0) return answerProblem(exchange, "unknownKey");
  exchange.header("Retry-After", String(Math.ceil(wait / 1000)));
  return answerProblem(exchange, "tooManyRequests");
}

const organizationOf = ({ req }: Exchange) => organizationIdOf(req.param("id") ?? "");

/** What the provider's own systems read (functions/api/v1/README.md). */
export const api = new Hono<Env>()
  .get("/api/v1/openapi.json", (exchange) => exchange.json(description(exchange.var.settings.url)))
  .get(
    pathOf(operations.readKey),
    reading(({ var: { context } }, shown) => readKey.ask(context, shown, {})),
  )
  .get(
    pathOf(operations.listPeople),
    reading(
      (exchange, shown) =>
        readPeople.ask(exchange.var.context, shown, { ...paged(exchange), id: organizationOf(exchange) }),
      asPage,
    ),
  )
  .get(
    pathOf(operations.listRequests),
    reading((exchange, shown) => {
      const { state, after, limit } = parsed(requestFilter, exchange.req.query());
      const asked = { id: organizationOf(exchange), state, after: readCursor(after), limit };
      return readRequests.ask(exchange.var.context, shown, asked);
    }, asPage),
  )
  .get(
    pathOf(operations.listCases),
    reading((exchange, shown) => readCases.ask(exchange.var.context, shown, paged(exchange)), asPage),
  )
  .get(
    pathOf(operations.readCase),
    reading((exchange, shown) =>
      readCase.ask(exchange.var.context, shown, { id: exchange.req.param("id") ?? "" }),
    ),
  )
  .post(
    pathOf(operations.closeCase),
    writing(
      {
        type: "application/json",
        most: limits.body,
        read: (bytes: Uint8Array) => parsedJson(closing, bytes),
      },
      ({ req, var: { context } }, shown, body) =>
        closeCase.run(context, shown, { id: req.param("id") ?? "" }, body),
    ),
  )
  .post(
    pathOf(operations.loadFile),
    writing(
      { type: "text/csv", most: limits.api.file, read: (bytes: Uint8Array) => Buffer.from(bytes) },
      ({ req, var: { context } }, shown, body) =>
        loadImportFile.run(context, shown, { name: req.param("file") ?? "" }, body),
    ),
  );
