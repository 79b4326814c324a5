import type { Client } from "@libsql/client/web";
import { is, type SQL, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/libsql/web";
import { SQLiteRaw } from "drizzle-orm/sqlite-core/query-builders/raw";
import { nothing, readBatch, type Step, writeBatch } from "./batch.ts";
import { build, casing, type Result, type Statement } from "./builder.ts";
import { isGate, type Read, type Reading } from "./gate.ts";
import { isConstraint, type Rows } from "./hrana.ts";
import { persist, Unreachable } from "./persistence.ts";
import { noteProgress } from "./progress.ts";
import { inCamelCase } from "./rows.ts";
import type { Built, Server } from "./stream.ts";

/** Counts what reached the database: one trip per HTTP request to it. */
export interface Meter {
  trips: number;
  statements: number;
  /** How many of the trips may have written. */
  writes: number;
}

export interface DatabaseAddress {
  readonly url: string;
  readonly authToken?: string | undefined;
  /** A copy of it nearer by, which is behind (`db/replica.ts`). */
  readonly replica?: string | undefined;
}

export interface DatabaseOptions extends DatabaseAddress {
  readonly meter?: Meter;
  /** Milliseconds in which all tries together must have ended (SECURITY.md 3). */
  readonly patience?: number;
  /** Milliseconds after which a reading is cut off; more for a tool that looks through whole tables. */
  readonly readWithin?: number;
  /** How far it has to have come: it waits until then. */
  readonly after?: string;
}

/** A statement of a write that must change a row, else the whole batch fails. */
export interface Guarded {
  readonly statement: Statement;
  readonly guarded: true;
}

export type Write = Statement | Guarded;

/** Marks a write that must change a row. */
export const mustChange = (statement: Statement): Guarded => ({ statement, guarded: true });

/** A statement that fails, and with it the whole batch, unless a condition holds at that instant. */
export const mustHold = (condition: SQL): Statement =>
  build.run(sql`insert into guard (held) select 0 where not (${condition})`);

const isGuarded = (write: Write): write is Guarded => "guarded" in write;
const failUnlessChanged = build.run(sql`insert into guard (held) select 0 where changes() = 0`);

const timeLimit = { read: 2000, write: 3000 } as const;

/**
 * The only way to the database. A read batch and a write batch are one round trip each; both have a time-out and are
 * tried again, a write only with an operation id that makes it harmless (SECURITY.md 1 to 3).
 */
export function openDatabase({
  url,
  authToken,
  replica,
  meter,
  patience = 4500,
  readWithin = timeLimit.read,
  after,
}: DatabaseOptions) {
  let spent = 0;
  const known = new Map<string, Rows>();

  // What is waited for between two trips, such as a form on a slow line, is no time of the database's.
  const trip = async (statements: number, limit: number, send: (server: Server) => Promise<Rows[]>) => {
    const began = Date.now();
    return persist(began + patience - spent, limit, (signal) => {
      if (meter) {
        meter.trips += 1;
        meter.statements += statements;
      }
      const since = Date.now();
      return send({
        url,
        authToken,
        after,
        ...(replica && { heard: (index) => noteProgress(url, { index, since }) }),
        fetch: (address, request) => fetch(address, { ...request, signal }),
      });
    }).finally(() => (spent += Date.now() - began));
  };

  const reader = (readings: readonly Reading[]) => {
    const own = readings.map((one) => (isGate(one) ? one.statement : one));
    return carriedOut(own, async (statements) => {
      const asked = inLayers(statements, readings);
      const missing = new Map<string, Asked>();
      for (const one of asked)
        if (known.get(one.behind ?? "")?.rows.length === 0) known.set(one.key, nothing);
        else if (!known.has(one.key)) missing.set(one.key, one);
      const places = new Map([...missing.keys()].map((key, at) => [key, at]));
      const steps = [...missing.values()].map(({ behind, ...one }): Step => ({
        ...one,
        behind: (behind === null ? undefined : places.get(behind)) ?? null,
      }));
      if (steps.length) {
        const results = await trip(steps.length, readWithin, (server) => readBatch(server, steps));
        for (const [key, at] of places) known.set(key, results[at]!);
      }
      return asked.map(({ key }) => known.get(key)!);
    });
  };

  const writer = (statements: readonly Statement[]) =>
    carriedOut(statements, (built) => {
      if (meter) meter.writes += 1;
      return trip(built.length, timeLimit.write, (server) => writeBatch(server, built));
    });

  async function writeAll(once: Statement | null, writes: readonly Write[], reads: readonly Statement[]) {
    const statements = writes.flatMap((write) =>
      isGuarded(write) ? [write.statement, failUnlessChanged] : [write],
    );
    try {
      return await writer([...(once ? [once] : []), ...statements, ...reads]);
    } catch (error) {
      known.clear();
      if (isConstraint(error)) return null;
      throw error;
    }
  }

  return {
    /**
     * Reads in one trip; a statement already read for this request is not sent again. What stands behind a gate that
     * finds nothing is not carried out (`db/gate.ts`).
     */
    async read<T extends Record<string, Reading>>(readings: T): Promise<{ [K in keyof T]: Read<T[K]> }> {
      const names = Object.keys(readings);
      if (!names.length) return {} as { [K in keyof T]: Read<T[K]> };
      const results = await reader(Object.values(readings));
      return named(names, results) as { [K in keyof T]: Read<T[K]> };
    },

    /**
     * Carries out the writes atomically in one trip. `once` fails when they were carried out before. `moved`: nothing
     * was written, since a guard or a constraint found the world changed, or `once` was there already; read again.
     * What was read before a write that succeeds stays as it was for the rest of the request.
     */
    write: async (once: Statement | null, writes: readonly Write[]): Promise<"done" | "moved"> =>
      (await writeAll(once, writes, [])) ? "done" : "moved",

    /** As `write`, and reads in the same trip what came of it; null: the world has moved, nothing was written. */
    async writeAndRead<T extends Record<string, Statement>>(
      once: Statement | null,
      writes: readonly Write[],
      readings: T,
    ): Promise<{ [K in keyof T]: Result<T[K]> } | null> {
      const names = Object.keys(readings);
      const results = await writeAll(once, writes, Object.values(readings));
      if (!results) return null;
      return named(names, results.slice(-names.length)) as { [K in keyof T]: Result<T[K]> };
    },

    /** Carries out statements that may be repeated without harm, atomically, in one trip. */
    async writeIdempotent<T extends readonly [Statement, ...Statement[]]>(statements: readonly [...T]) {
      return (await writer(statements)) as { -readonly [K in keyof T]: Result<T[K]> };
    },
  };
}

export type Database = ReturnType<typeof openDatabase>;

const named = (names: readonly string[], results: readonly unknown[]) =>
  Object.fromEntries(names.map((name, at) => [name, results[at]]));

export { Unreachable };

interface Asked {
  readonly key: string;
  readonly statement: Built;
  readonly isGate: boolean;
  /** The key of the nearest gate before it. */
  readonly behind: string | null;
}

/** The same for the same statement: its text is long, and nothing in it has to be escaped for this. */
const keyOf = ({ sql, args }: Built) => `${sql}\n${JSON.stringify(args)}`;

/** Which statement stands behind which gate: a gate that is repeated stands where it stood first. */
function inLayers(statements: readonly Built[], readings: readonly Reading[]): readonly Asked[] {
  const gates = new Map<string, Asked>();
  let behind: string | null = null;
  return statements.map((statement, at) => {
    const text = keyOf(statement);
    const before = gates.get(text);
    if (before) return before;
    const asked: Asked = {
      key: behind === null ? text : `${behind}\n${text}`,
      statement,
      isGate: isGate(readings[at]!),
      behind,
    };
    if (asked.isGate) {
      gates.set(text, asked);
      behind = asked.key;
    }
    return asked;
  });
}

type Batch = (statements: Built[]) => Promise<readonly Rows[]>;

/** Lets the library build statements and read their rows; the rows of those written as text have the names that code has. */
const carriedOut = (statements: readonly Statement[], batch: Batch): Promise<unknown[]> => {
  const client = {
    batch: async (built: Built[]) =>
      (await batch(built)).map((result, at) =>
        is(statements[at], SQLiteRaw) ? { ...result, rows: inCamelCase(result) } : result,
      ),
  };
  return drizzle({ client: client as unknown as Client, casing }).batch(statements as unknown as [Statement]);
};
