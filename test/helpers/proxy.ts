import { Agent, createServer, type IncomingMessage, request as send, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

/** What happens to one call: it fails before it arrives, its answer is lost, nothing answers, the database is busy, its disk is full, it takes time. */
export type Mishap = "before" | "after" | "hang" | "busy" | "full" | { delayMs: number };

export interface Call {
  /** Everything that is sent to the database. */
  readonly body: string;
  /** The place of this call among all, from 1. */
  readonly number: number;
}

export interface Proxy {
  readonly url: string;
  readonly calls: () => number;
  /** How many of them had a mishap. */
  readonly mishaps: () => number;
  /** Decides about each call from now on; nothing happens without it. Calls that hang are let go. */
  readonly mishap: (decide: ((call: Call) => Mishap | undefined) | null) => void;
  /** Is told from now on what each call sends and what the database answers. */
  readonly watch: (see: ((sent: string, answer: string) => void) | null) => void;
  readonly stop: () => Promise<void>;
}

/** What the database says then. */
const said = {
  busy: { message: "database is locked", code: "SQLITE_BUSY" },
  full: { message: "database or disk is full", code: "SQLITE_FULL" },
};

/** Stands between the portal and its database on loopback, and misbehaves when told to. */
export async function startProxy(target: string): Promise<Proxy> {
  const agent = new Agent({ keepAlive: true });
  let decide: (call: Call) => Mishap | undefined = () => undefined;
  let see: ((sent: string, answer: string) => void) | null = null;
  let number = 0;
  let mishaps = 0;
  const hanging = new Set<IncomingMessage>();

  async function forward(request: IncomingMessage, body: Buffer) {
    const { method, url } = request;
    const { host: _, "transfer-encoding": __, ...headers } = request.headers;
    return new Promise<{ status: number; headers: IncomingMessage["headers"]; body: Buffer }>(
      (resolve, reject) => {
        const onward = send(new URL(url ?? "/", target), {
          method,
          headers: { ...headers, "content-length": body.length },
          agent,
        });
        onward.once("error", reject).once("response", async (answer) => {
          resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: await buffer(answer) });
        });
        onward.end(body);
      },
    );
  }

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const body = await buffer(request);
    number += 1;
    const mishap = decide({ body: body.toString("utf8"), number });
    if (mishap) mishaps += 1;
    if (mishap === "hang") return void hanging.add(request);
    if (mishap === "before") return void request.socket.destroy();
    if (mishap === "busy" || mishap === "full") return answerError(said[mishap], body, response);
    const answer = await forward(request, body);
    see?.(body.toString("utf8"), answer.body.toString("utf8"));
    if (mishap === "after") return void request.socket.destroy();
    if (mishap) await sleep(mishap.delayMs);
    const { "transfer-encoding": _, "content-length": __, connection: ___, ...headers } = answer.headers;
    response.writeHead(answer.status, headers).end(answer.body);
  }

  const server = createServer(
    (request, response) => void handle(request, response).catch(() => request.socket.destroy()),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const letGo = () => {
    for (const { socket } of hanging) socket.destroy();
    hanging.clear();
  };
  return {
    // With the token, where the target has it in its address.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${new URL(target).search}`,
    calls: () => number,
    mishaps: () => mishaps,
    mishap(next) {
      decide = next ?? (() => undefined);
      letGo();
    },
    watch: (next) => void (see = next),
    async stop() {
      letGo();
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answerError(error: object, body: Buffer, response: ServerResponse) {
  const { requests = [] } = JSON.parse(body.toString("utf8")) as { requests?: { type: string }[] };
  const results = requests.map(({ type }) =>
    type === "close" ? { type: "ok", response: { type } } : { type: "error", error },
  );
  response
    .writeHead(200, { "content-type": "application/json" })
    .end(JSON.stringify({ baton: null, base_url: null, results }));
}

/** The first so many calls that hold a text, counted from now, are let through; the next one has a mishap, or every later one. */
export const mishapAt = (text: string, place: number, mishap: Mishap, forGood = false) => {
  let seen = 0;
  return ({ body }: Pick<Call, "body">): Mishap | undefined => {
    if (!body.includes(text)) return undefined;
    seen += 1;
    return seen === place || (forGood && seen > place) ? mishap : undefined;
  };
};
