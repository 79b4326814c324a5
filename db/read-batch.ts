import { type InStatement, LibsqlError, type ResultSet } from "@libsql/client/web";
import {
  BatchCond,
  openHttp,
  parseLibsqlUrl,
  ResponseError,
  type RowsResult,
  Stmt,
} from "@libsql/hrana-client";
import { isClosed } from "./gate.ts";

/** A statement of a reading; `behind`: the place of the gate that has to find something first. */
export interface Step {
  readonly statement: InStatement;
  readonly isGate: boolean;
  readonly behind: number | null;
}

interface Server {
  readonly url: string;
  readonly authToken?: string | undefined;
  readonly fetch: (request: Request) => Promise<Response>;
}

/**
 * Reads everything in one trip and at one instant; what stands behind a gate that finds nothing is not carried out, and
 * gives no rows.
 */
export async function readBatch(server: Server, steps: readonly Step[]): Promise<ResultSet[]> {
  const { hranaHttpUrl, authToken } = parseLibsqlUrl(server.url);
  const client = openHttp(hranaHttpUrl ?? server.url, server.authToken ?? authToken, server.fetch);
  const stream = client.openStream();
  const batch = stream.batch(false);
  const begin = batch.step();
  const begun = begin.query("begin transaction readonly");
  const inOrder = steps.map(() => batch.step());
  const answers = steps.map(({ statement, behind }, at) =>
    inOrder[at]!.condition(BatchCond.ok(behind === null ? begin : inOrder[behind]!)).query(
      asHrana(statement),
    ),
  );
  const committed = batch.step().condition(BatchCond.ok(begin)).query("commit");
  const executed = batch.execute();
  stream.closeGracefully();
  const settled = Promise.allSettled([begun, committed, ...answers]);
  await executed;
  const [, , ...results] = await settled;
  await Promise.all([begun, committed]).catch(refused);
  return results.map((result, at) => {
    if (result.status === "fulfilled") return result.value ? asResultSet(result.value) : nothing;
    const error = result.reason as Error;
    return steps[at]!.isGate && isClosed(error) ? nothing : refused(error);
  });
}

/** What the server says that it cannot do, as the client of writes tells it. */
function refused(error: Error): never {
  const code = error instanceof ResponseError ? error.code : undefined;
  throw new LibsqlError(error.message, code ?? "SERVER_ERROR", undefined, undefined, error);
}

function asHrana(statement: InStatement): Stmt {
  if (typeof statement === "string") return new Stmt(statement);
  const { sql, args } = statement;
  return Array.isArray(args) ? new Stmt(sql).bindIndexes(args) : new Stmt(sql);
}

const asResultSet = ({ columnNames, columnDecltypes, rows }: RowsResult): ResultSet => ({
  columns: columnNames.map((name) => name ?? ""),
  columnTypes: columnDecltypes.map((type) => type ?? ""),
  rows,
  rowsAffected: 0,
  lastInsertRowid: undefined,
  toJSON: () => ({ rows }),
});

/** What a statement gives that is withheld. */
export const nothing = asResultSet({
  columnNames: [],
  columnDecltypes: [],
  rows: [],
  affectedRowCount: 0,
  lastInsertRowid: undefined,
});
