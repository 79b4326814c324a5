import { and, eq, getTableName, type SQL } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable, SQLiteUpdateSetSource } from "drizzle-orm/sqlite-core";
import type { Lifecycle } from "#src/domain/lifecycle.ts";
import { build } from "./builder.ts";

type Movable = SQLiteTable & { readonly id: SQLiteColumn; readonly state: SQLiteColumn };
type Row<T extends Movable> = T["$inferInsert"];

/** What changes with the state; a table that says when it changed last is told so each time. */
type Changes<T extends Movable> = {
  readonly [C in Exclude<keyof Row<T>, "id" | "state" | "changedAt">]?: Row<T>[C] | SQL;
} & { readonly [C in keyof Row<T> & "changedAt"]: number };

/**
 * Makes the write that moves a row of a table on by an event. It leaves the state in which the row was read, as long as
 * `guard` holds: else no row changes. An event that cannot happen in that state is an error of whoever calls.
 */
export function mover<T extends Movable, S extends string, E extends string>(
  table: T,
  lifecycle: Lifecycle<S, E>,
) {
  type Moving = { readonly id: Row<T>["id" & keyof Row<T>]; readonly state: S };
  const move = ({ id, state }: Moving, event: E, changes: Changes<T>, guard?: SQL) => {
    const next = lifecycle.next(state, event);
    if (!next) throw new Error(`a row of ${getTableName(table)} that is ${state} cannot ${event}`);
    // `Changes` holds columns of this very table only, which the builder cannot see through the type parameter.
    const set = { ...changes, state: next } as unknown as SQLiteUpdateSetSource<T>;
    return build
      .update(table)
      .set(set)
      .where(and(eq(table.id, id), eq(table.state, state), guard));
  };
  return Object.assign(move, { lifecycle });
}
