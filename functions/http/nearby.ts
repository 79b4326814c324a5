import { getCookie, setCookie } from "hono/cookie";
import { Unreachable } from "#db/client.ts";
import { openReplica, restReplica } from "#db/replica.ts";
import { limits } from "#src/domain/limits.ts";
import type { Asked } from "#functions/command/query.ts";
import type { Context } from "#functions/context/context.ts";
import type { Exchange } from "./exchange.ts";

const cookieName = ({ var: { settings } }: Exchange) => (settings.secure ? "__Host-written" : "written");

/** Whoever has written reads at the primary, until every replica that may be read has it. */
export function rememberWriting(exchange: Exchange) {
  const { settings, meter } = exchange.var;
  if (!settings.database.replica || !meter.writes) return;
  setCookie(exchange, cookieName(exchange), "1", {
    path: "/",
    httpOnly: true,
    secure: settings.secure,
    sameSite: "Lax",
    maxAge: limits.replica.ownWritings / 1000,
  });
}

/** What the replica may answer: a page that somebody signed in reads, who has written nothing lately. */
const mayBeBehind = (exchange: Exchange) =>
  exchange.req.method === "GET" &&
  typeof exchange.var.context.session === "object" &&
  getCookie(exchange, cookieName(exchange)) === undefined;

/**
 * A page as the replica knows it, where there is one. It never says no: what it refuses, does not know or does not say
 * in time is for the primary to say.
 */
export async function nearby<View>(
  exchange: Exchange,
  ask: (context: Context) => Promise<Asked<View>>,
): Promise<Asked<View>> {
  const { context, settings, meter, noted } = exchange.var;
  const database = mayBeBehind(exchange) ? openReplica(settings.database, meter) : null;
  if (!database) return ask(context);
  try {
    const asked = await ask({ ...context, database });
    const { status = 200 } = asked.view as { status?: number };
    noted.replica = status < 400 ? "read" : "refused";
    if (status < 400) return asked;
  } catch (error) {
    const isAway = error instanceof Unreachable;
    noted.replica = isAway ? "away" : "refused";
    if (isAway) restReplica(settings.database);
  }
  return ask(context);
}
