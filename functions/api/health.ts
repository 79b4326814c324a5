import { openDatabase } from "#db/client.ts";
import { beat } from "#db/queries/record.ts";
import { limits } from "#src/domain/limits.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import { version } from "#functions/http/version.ts";

/** 200 when the database can be read and written; a row is written every 10 s at most. */
export async function health(exchange: Exchange) {
  const { settings, meter, context } = exchange.var;
  const database = openDatabase({ ...settings.database, meter, patience: 3000 });
  const at = context.realNow;
  try {
    await database.writeIdempotent([beat(at, at - limits.heartbeat)]);
    return exchange.json({ status: "ok", version, database: "ok" });
  } catch {
    return exchange.json({ status: "unavailable", version, database: "unreachable" }, 503);
  }
}
