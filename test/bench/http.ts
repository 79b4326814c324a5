import { Agent, request } from "node:http";

export interface Ask {
  readonly url: string;
  readonly cookie?: string;
  /** A form's fields; without them a page is asked for. */
  readonly fields?: Readonly<Record<string, string>>;
}

export interface Told {
  readonly status: number;
  /** Milliseconds from the instant at which it was to be asked. */
  readonly after: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: Infinity });

/** Asks as a browser without script does, and reads the answer to its end; status 0: the connection was lost. */
export function ask({ url, cookie = "", fields }: Ask, planned = performance.now()): Promise<Told> {
  const body = fields && new URLSearchParams(fields).toString();
  const headers = {
    cookie,
    ...(body !== undefined && {
      origin: new URL(url).origin,
      "content-type": "application/x-www-form-urlencoded",
      "content-length": Buffer.byteLength(body),
    }),
  };
  return new Promise((resolve) => {
    const told = (status: number) => resolve({ status, after: performance.now() - planned });
    const asked = request(url, { agent, method: body === undefined ? "GET" : "POST", headers }, (answer) => {
      answer.once("end", () => told(answer.statusCode ?? 0)).resume();
    });
    asked.once("error", () => told(0)).end(body);
  });
}

/** So many requests, so many of them at once: how many were answered each second. */
export async function closedLoop(times: number, atOnce: number, next: () => Ask, status = 200) {
  let left = times;
  const began = performance.now();
  const lane = async () => {
    while (left-- > 0) {
      const one = next();
      const told = await ask(one);
      if (told.status !== status) throw new Error(`${one.url} was answered ${told.status}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return (times * 1000) / (performance.now() - began);
}

/** So many requests a second, whether or not those before were answered, as people come. */
export async function openModel(perSecond: number, seconds: number, next: (number: number) => Ask) {
  const began = performance.now();
  const all: Promise<Told>[] = [];
  for (let number = 0; number < perSecond * seconds; number += 1) {
    const planned = began + (number * 1000) / perSecond;
    const early = planned - performance.now();
    if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
    all.push(ask(next(number), planned));
  }
  return Promise.all(all);
}

/** The value below which so many of a hundred lie. */
export function percentile(values: readonly number[], of: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * of) / 100))] ?? 0;
}

export const median = (values: readonly number[]) => percentile(values, 50);
