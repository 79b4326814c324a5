import { rmSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { sqldBinary } from "#db/local/binary.ts";
import { type Child, keepAlive } from "#db/local/child.ts";
import { credentialOf } from "#db/local/credential.ts";
import { freePort } from "#db/local/port.ts";
import { temporaryDirectory } from "./database.ts";
import { startPortal, type TestPortal } from "./portal.ts";

/** A wire whose answers can be held back. */
async function startWire(target: number) {
  const answers = new Map<Socket, Socket>();
  let isHeld = false;
  const server = createServer((near) => {
    const far = connect(target, "127.0.0.1");
    near.pipe(far);
    answers.set(far, near);
    if (!isHeld) far.pipe(near);
    for (const socket of [near, far])
      socket.once("close", () => {
        answers.delete(far);
        near.destroy();
        far.destroy();
      });
    for (const socket of [near, far]) socket.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold() {
      isHeld = true;
      for (const far of answers.keys()) far.unpipe();
    },
    release() {
      isHeld = false;
      for (const [far, near] of answers) far.pipe(near);
    },
    stop() {
      for (const far of answers.keys()) far.destroy();
      server.close();
    },
  };
}

export interface Replicated {
  readonly portal: TestPortal;
  readonly replica: Child & { readonly url: string };
  /** From now on nothing that is written comes to the replica. */
  readonly hold: () => void;
  /** It comes again. */
  readonly release: () => void;
  readonly stop: () => Promise<void>;
}

/** A portal whose pages are read from a second server, which follows the first over a wire that can be held. */
export async function startReplicated(start: () => Promise<TestPortal> = startPortal): Promise<Replicated> {
  const primaryPort = await freePort();
  process.env["SQLD_GRPC_LISTEN_ADDR"] = `127.0.0.1:${primaryPort}`;
  const portal = await start().finally(() => delete process.env["SQLD_GRPC_LISTEN_ADDR"]);
  const wire = await startWire(primaryPort);
  const directory = temporaryDirectory();
  const url = `http://127.0.0.1:${await freePort()}`;
  const { key, token } = credentialOf(portal.directory);
  const replica = await keepAlive({
    name: "The replica",
    command: sqldBinary(),
    args: [
      ...["--db-path", directory, "--http-listen-addr", new URL(url).host],
      ...["--primary-grpc-url", wire.url, "--no-welcome", "--max-concurrent-connections", "512"],
    ],
    env: { ...process.env, RUST_LOG: "error", SQLD_AUTH_JWT_KEY: key },
    ready: () => answers(url, token),
  });
  await portal.restartWorker({ DATABASE_REPLICA_URL: url });
  return {
    portal,
    replica: { ...replica, url },
    hold: wire.hold,
    release: wire.release,
    async stop() {
      await portal.stop();
      await replica.stop(2_000);
      wire.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Whether the replica has the tables, which come to it from the primary. */
async function answers(url: string, token: string): Promise<boolean> {
  const requests = [{ type: "execute", stmt: { sql: "select count(*) from person" } }, { type: "close" }];
  const answer = await fetch(`${url}/v3/pipeline`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ requests }),
    signal: AbortSignal.timeout(2_000),
  });
  const { results } = (await answer.json()) as { results: { type: string }[] };
  return results.every(({ type }) => type === "ok");
}
