import type { Proxy } from "#test/helpers/proxy.ts";

interface Pipeline {
  readonly requests: readonly {
    readonly batch?: { readonly steps: readonly { readonly stmt: { readonly sql: string } }[] };
  }[];
}

interface Answered {
  readonly results: readonly {
    readonly response?: {
      readonly result?: {
        readonly step_results?: readonly ({
          readonly rows_read: number;
          readonly rows_written: number;
        } | null)[];
      };
    };
  }[];
}

/** What something cost at the database. */
export interface Cost {
  readonly trips: number;
  readonly statements: number;
  /** Kilobytes of the statements' text, which the database reads anew each time. */
  readonly sqlKb: number;
  /** Rows, by the database's own count. */
  readonly rowsRead: number;
  readonly rowsWritten: number;
  /** The first trip's body, as it was sent. */
  readonly body: string;
}

const control = /^(?:begin|commit|rollback)/u;

/** Counts what reaches the database while something is done. */
export async function costOf(proxy: Proxy, act: () => Promise<unknown>): Promise<Cost> {
  const bodies: string[] = [];
  const answers: string[] = [];
  proxy.watch((sent, answer) => {
    bodies.push(sent);
    answers.push(answer);
  });
  await act();
  proxy.watch(null);
  const statements = bodies
    .flatMap((body) => (JSON.parse(body) as Pipeline).requests)
    .flatMap(({ batch }) => batch?.steps ?? [])
    .map(({ stmt }) => stmt.sql)
    .filter((sql) => !control.test(sql));
  const done = answers
    .flatMap((answer) => (JSON.parse(answer) as Answered).results)
    .flatMap(({ response }) => response?.result?.step_results ?? []);
  return {
    trips: bodies.length,
    statements: statements.length,
    sqlKb: statements.reduce((sum, sql) => sum + sql.length, 0) / 1024,
    rowsRead: done.reduce((sum, step) => sum + (step?.rows_read ?? 0), 0),
    rowsWritten: done.reduce((sum, step) => sum + (step?.rows_written ?? 0), 0),
    body: (bodies[0] ?? "").replace(/"baton":"[^"]*"/u, '"baton":null'),
  };
}
