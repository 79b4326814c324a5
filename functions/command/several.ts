import type { Load } from "./query.ts";

const among = (at: number, name: string) => `${at}: ${name}`;

/** What is read of several matters, in one trip. */
export const several = (loads: readonly Load[]): Load =>
  Object.fromEntries(
    loads.flatMap((load, at) =>
      Object.entries(load).map(([name, statement]) => [among(at, name), statement]),
    ),
  );

/** What was read of one of them. */
export function oneOf<Records>(loaded: Readonly<Record<string, unknown>>, at: number): Records {
  const prefix = among(at, "");
  const own = Object.entries(loaded).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, rows]) => [name.slice(prefix.length), rows])) as Records;
}
