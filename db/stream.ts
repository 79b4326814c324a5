import { parseLibsqlUrl } from "@libsql/hrana-client";
import { onThisMachine } from "#src/settings/loopback.ts";
import { asCells, asOutcomes, type Answers, DatabaseError, type Outcome, type Problem } from "./hrana.ts";

/** A statement with its values. */
export interface Built {
  readonly sql: string;
  readonly args?: readonly unknown[] | undefined;
}

/** When a step of a batch is carried out: after that one has succeeded, or unless it has. */
type Condition =
  { readonly type: "ok"; readonly step: number } | { readonly type: "not"; readonly cond: Condition };

export interface Step extends Built {
  readonly condition?: Condition;
}

/** Where the database is; `fetch` gives up what takes too long. */
export interface Server {
  readonly url: string;
  readonly authToken?: string | undefined;
  /** How far it has to have come before it answers. */
  readonly after?: string | undefined;
  /** Is told how far it had come. */
  readonly heard?: (index: string) => void;
  readonly fetch: (address: string, request: RequestInit) => Promise<Response>;
}

interface Reply {
  readonly baton: string | null;
  readonly base_url: string | null;
  readonly results: readonly [
    | { readonly type: "ok"; readonly response: { readonly result: Answers } }
    | { readonly type: "error"; readonly error: Problem },
  ];
}

/** A connection that the database holds for whoever has its baton, which counts once: its answer brings the next. */
interface Stream {
  readonly baton: string;
  readonly origin: string;
  readonly restsSince: number;
}

/**
 * How many stay open. A local server gives 512 to all who ask, and closes one that has rested for ten seconds: a Worker
 * that is killed leaves its own behind until then, and others must still find some.
 */
const most = 32;
const restsAtMost = 5_000;

const resting = new Map<string, Stream[]>();
/** When the trips began that are under way. */
const underWay = new Set<{ readonly since: number }>();

/**
 * Carries out a batch in one trip; it has to end the transaction that it begins. To open a connection costs the database
 * more than a page's statements, since each one reads the definition of all tables: so a few stay open between trips.
 */
export async function carryOut(server: Server, steps: readonly Step[]): Promise<readonly Outcome[]> {
  const streams = atRest(server.url);
  const stream = streams.pop();
  const trip = { since: Date.now() };
  underWay.add(trip);
  const keep = openNow(streams) <= most;
  try {
    const { baton, base_url, results } = await send(server, stream, steps, keep);
    const [result] = results;
    if (result.type === "error") throw new DatabaseError(result.error);
    const origin = base_url ?? stream?.origin ?? originOf(server);
    const { replication_index: index } = result.response.result;
    if (index) server.heard?.(index);
    if (baton !== null) streams.push({ baton, origin, restsSince: Date.now() });
    return asOutcomes(result.response.result);
  } finally {
    underWay.delete(trip);
  }
}

/** How many are open. A trip of a request that somebody broke off never says that it has ended. */
function openNow(streams: readonly Stream[]): number {
  for (const trip of underWay) if (isOver(trip.since)) underWay.delete(trip);
  return streams.length + underWay.size;
}

const isOver = (since: number) => Date.now() - since > restsAtMost;

function atRest(url: string): Stream[] {
  const streams = resting.get(url) ?? [];
  const { length } = streams.filter(({ restsSince }) => isOver(restsSince));
  // The one that rested last is taken first: those that rested too long are the first.
  streams.splice(0, length);
  resting.set(url, streams);
  return streams;
}

async function send(server: Server, stream: Stream | undefined, steps: readonly Step[], keep: boolean) {
  const { authToken = parseLibsqlUrl(server.url).authToken, after } = server;
  const batch = {
    ...(after !== undefined && { replication_index: after }),
    steps: steps.map(({ condition, sql, args = [] }) => ({ condition, stmt: { sql, args: asCells(args) } })),
  };
  const requests = [{ type: "batch", batch }, ...(keep ? [] : [{ type: "close" }])];
  const origin = stream?.origin ?? originOf(server);
  const response = await server.fetch(`${origin}/v3/pipeline`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      // To compress and to unfold costs more than to read what comes from beside.
      ...(onThisMachine(origin) && { "accept-encoding": "identity" }),
      ...(authToken !== undefined && { authorization: `Bearer ${authToken}` }),
    },
    body: JSON.stringify({ baton: stream?.baton ?? null, requests }),
  });
  if (!response.ok) {
    // A server that was started anew knows none of them. After any other failure they are good still: to forget them
    // would leave them open there, and nobody else would find one.
    resting.get(server.url)?.splice(0);
    throw new DatabaseError({ message: `${response.status}: ${await response.text()}` });
  }
  return (await response.json()) as Reply;
}

function originOf({ url }: Server): string {
  const { hranaHttpUrl } = parseLibsqlUrl(url);
  return (hranaHttpUrl ?? url).replace(/\/$/u, "");
}
