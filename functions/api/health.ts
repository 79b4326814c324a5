import { openDatabase } from "#db/client.ts";
import { restOfMail } from "#db/queries/outbox.ts";
import { beat } from "#db/queries/record.ts";
import { limits } from "#src/domain/limits.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import { version } from "#functions/http/version.ts";

const patience = 3000;
type Seen = { readonly database: "ok" | "unreachable"; readonly mail?: "ok" | "resting" };
let last: { readonly seen: Seen; readonly overAt: number } | undefined;

/**
 * 200 when the database can be read and written; a row is written every 10 s at most. Mail that rests is told and no reason
 * to be ill: people are served, and nothing is lost. One looks at a time: whoever asks meanwhile is told what was found
 * last, so that many who ask make no more work than one.
 */
export async function health(exchange: Exchange) {
  const { realNow } = exchange.var.context;
  const seen = last && realNow < last.overAt ? last.seen : await look(exchange);
  return seen.database === "ok"
    ? exchange.json({ status: "ok", version, ...seen })
    : exchange.json({ status: "unavailable", version, ...seen }, 503);
}

async function look({ var: { settings, meter, context } }: Exchange): Promise<Seen> {
  const at = context.realNow;
  if (last) last = { seen: last.seen, overAt: at + patience };
  const database = openDatabase({ ...settings.database, meter, patience });
  const seen = await database.writeIdempotent([beat(at, at - limits.heartbeat), restOfMail()]).then(
    ([, rest]): Seen => ({ database: "ok", mail: rest.length ? "resting" : "ok" }),
    (): Seen => ({ database: "unreachable" }),
  );
  last = { seen, overAt: 0 };
  return seen;
}
