import { openDatabase } from "#db/client.ts";
import { beat } from "#db/queries/record.ts";
import { limits } from "#src/domain/limits.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import { version } from "#functions/http/version.ts";

const patience = 3000;
let last: { readonly well: boolean; readonly overAt: number } | undefined;

/**
 * 200 when the database can be read and written; a row is written every 10 s at most. One looks at a time: whoever asks
 * meanwhile is told what was found last, so that many who ask make no more work than one.
 */
export async function health(exchange: Exchange) {
  const { realNow } = exchange.var.context;
  const well = last && realNow < last.overAt ? last.well : await look(exchange);
  return well
    ? exchange.json({ status: "ok", version, database: "ok" })
    : exchange.json({ status: "unavailable", version, database: "unreachable" }, 503);
}

async function look({ var: { settings, meter, context } }: Exchange): Promise<boolean> {
  const at = context.realNow;
  if (last) last = { well: last.well, overAt: at + patience };
  const database = openDatabase({ ...settings.database, meter, patience });
  const well = await database.writeIdempotent([beat(at, at - limits.heartbeat)]).then(
    () => true,
    () => false,
  );
  last = { well, overAt: 0 };
  return well;
}
