import { openDatabase } from "../../db/client.ts";
import { build } from "../../db/builder.ts";
import { heartbeat } from "../../db/schema/record.ts";
import { limits } from "../../src/domain/limits.ts";
import { sql } from "drizzle-orm";
import type { Exchange } from "../exchange.ts";
import { version } from "../version.ts";

/** 200 when the database can be read and written; a row is written every 10 s at most. */
export async function health(exchange: Exchange) {
  const { settings, meter, context } = exchange.var;
  const database = openDatabase({ ...settings.database, meter, patience: 3000 });
  const at = context.realNow;
  try {
    await database.writeIdempotent([
      build
        .insert(heartbeat)
        .values({ id: 1, at })
        .onConflictDoUpdate({
          target: heartbeat.id,
          set: { at },
          setWhere: sql`${heartbeat.at} < ${at - limits.heartbeat}`,
        }),
    ]);
    return exchange.json({ status: "ok", version, database: "ok" });
  } catch {
    return exchange.json({ status: "unavailable", version, database: "unreachable" }, 503);
  }
}
