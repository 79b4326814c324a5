import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { startPortal, type TestPortal } from "./portal.ts";
import { scenery, secret } from "./scenery.ts";

export { type Colleague, type Company, letter, secret } from "./scenery.ts";

export interface Reply {
  readonly status: number;
  readonly location: string;
  readonly body: string;
  readonly headers: Headers;
  readonly tookMs: number;
}

interface Options extends NonNullable<Parameters<typeof startPortal>[0]> {
  /** Whoever is told that too many came sends the same form again when the answer says: for what is about its end, on however slow a machine. */
  readonly patient?: boolean;
}

/** A portal whose world is written straight into its database: many people, ready for one request each. */
export async function startStage({ patient = false, ...options }: Options = {}) {
  const portal = await startPortal({ ...options, env: { PORTAL_SECRET: secret, ...options.env } });
  return onStage(portal, patient);
}

export type Stage = Awaited<ReturnType<typeof startStage>>;

const onStage = (portal: TestPortal, patient: boolean) => ({
  portal,
  ...scenery(portal.databaseUrl),
  ...requests(portal.url, patient),
});

/** A connection that was kept was closed in the instant in which it was used again: a browser sends it once more then. */
const isClosed = (error: unknown) =>
  error instanceof TypeError &&
  (error.cause as { readonly code?: string } | undefined)?.code === "UND_ERR_SOCKET";

/** Requests as a browser without script sends them, redirects not followed. */
export function requests(url: string, patient = false) {
  async function once(
    method: "GET" | "POST",
    who: { cookie: string } | null,
    path: string,
    fields?: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<Reply> {
    const began = performance.now();
    const answer = await fetch(url + path, {
      method,
      redirect: "manual",
      ...(signal && { signal }),
      ...(fields && { body: new URLSearchParams(fields).toString() }),
      headers: {
        ...(who && { cookie: who.cookie }),
        ...(method === "POST" && { origin: url, "content-type": "application/x-www-form-urlencoded" }),
      },
    });
    const body = await answer.text();
    const { status, headers } = answer;
    return {
      status,
      headers,
      body,
      location: headers.get("location") ?? "",
      tookMs: performance.now() - began,
    };
  }
  async function request(...[method, who, path, fields, signal]: Parameters<typeof once>): Promise<Reply> {
    const sent = patient && fields ? { operationId: randomUUID(), ...fields } : fields;
    for (;;) {
      const reply = await once(method, who, path, sent, signal).catch((error: unknown) => {
        if (patient && isClosed(error)) return null;
        throw error;
      });
      if (!reply) continue;
      if (!patient || reply.status !== 503) return reply;
      await sleep(Number(reply.headers.get("retry-after") ?? 1) * 1000);
    }
  }
  return {
    get: (who: { cookie: string } | null, path: string, signal?: AbortSignal) =>
      request("GET", who, path, undefined, signal),
    post: (
      who: { cookie: string } | null,
      path: string,
      fields: Record<string, string> = {},
      signal?: AbortSignal,
    ) => request("POST", who, path, fields, signal),
  };
}

/** Whoever keeps the cookies of an answer. */
export const keeping = ({ headers }: Reply) => ({
  cookie: headers
    .getSetCookie()
    .map((one) => one.split(";")[0]!)
    .join("; "),
});

/** How many of each value there are. */
export const tally = <T extends string | number>(values: readonly T[]): Record<string, number> =>
  values.reduce<Record<string, number>>(
    (sums, value) => ({ ...sums, [value]: (sums[String(value)] ?? 0) + 1 }),
    {},
  );

/** The same thing so many times at once. */
export const atOnce = <T>(times: number, act: (number: number) => Promise<T>) =>
  Promise.all(Array.from({ length: times }, (_, number) => act(number)));

/**
 * What many write who have not read this repository: so many at once look, and act a moment later on what they have seen. Each has a
 * connection to the database that is open already, so that none has a start over the others.
 */
export async function lookThenAct<Seen, T>(
  stage: Stage,
  times: number,
  look: () => Promise<Seen>,
  act: (seen: Seen, number: number) => Promise<T>,
) {
  await atOnce(times, () => stage.read(sql`select 1`));
  return atOnce(times, async (number) => {
    const seen = await look();
    await sleep(50);
    return act(seen, number);
  });
}
