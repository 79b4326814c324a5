import { type SQL, sql } from "drizzle-orm";
import { build, type Result, type Statement } from "./builder.ts";

/** A reading that must find something: else nothing that stands behind it in its batch is carried out. */
export interface Gate<S extends Statement = Statement> {
  readonly statement: S;
  readonly gate: true;
}

export type Reading = Statement | Gate;

/** What a reading gives; what was withheld gives nothing. */
export type Read<R extends Reading> =
  R extends Gate<infer S> ? Result<S> : R extends Statement ? Result<R> : never;

export const isGate = (reading: Reading): reading is Gate => "gate" in reading;

/** What the error of a gate says that found nothing. */
const closed = "nothing found";

/** True of the error with which a gate withholds all that is behind it. */
export const isClosed = ({ message }: Error) => message.includes(closed);

/** 1 where a condition is true; else the statement that selects it fails, as a gate does. */
export const orClosed = (condition: SQL) =>
  sql`json_extract('{"open":1}', iif(${condition}, '$.open', ${closed}))`;

/** A selection that fails by itself where it finds nothing, as a gate (`orClosed`). */
export const gate = <Row>(select: SQL): Gate<ReturnType<typeof build.all<Row>>> => ({
  gate: true,
  statement: build.all<Row>(select),
});

/**
 * A selection as a gate; `column` is one that is never null. It fails where there is no row, since a batch goes on from
 * step to step by what succeeds: whoever may not know of something costs and learns the same as if it were not there.
 */
export const mustFind = <Row>(select: SQL, column: keyof Row & string) =>
  gate<Row>(sql`with found as (${select}) select found.* from (select 1) left join found on true
    where ${orClosed(sql`${sql.raw(`found.${column}`)} is not null`)}`);

/** A condition as a gate. */
export const mustBe = (condition: SQL) => gate<{ open: 1 }>(sql`select ${orClosed(condition)} as open`);
