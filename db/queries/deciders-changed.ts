import { sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { someInVain } from "./escalation.ts";
import { someVacant } from "./vacancy.ts";

/**
 * Where it had changed who decides is forgotten once nothing follows from it any more; what has waited since `before` was
 * looked at often enough, and its failures are in the log.
 */
export const forgetDecidersChanged = (before: number) =>
  build.run(sql`delete from deciders_changed where exists (select 1 from deciders_changed)
    and (at < ${before} or not (${someVacant} or ${someInVain}))`);
