import type { Proxy } from "#test/helpers/proxy.ts";

interface Pipeline {
  readonly requests: readonly {
    readonly batch?: { readonly steps: readonly { readonly stmt: { readonly sql: string } }[] };
  }[];
}

/** What something cost at the database. */
export interface Cost {
  readonly trips: number;
  readonly statements: number;
  /** Kilobytes of the statements' text, which the database reads anew each time. */
  readonly sqlKb: number;
  /** The first trip's body, as it was sent. */
  readonly body: string;
}

const control = /^(?:begin|commit|rollback)/u;

/** Counts what reaches the database while something is done. */
export async function costOf(proxy: Proxy, act: () => Promise<unknown>): Promise<Cost> {
  const bodies: string[] = [];
  proxy.watch((sent) => void bodies.push(sent));
  await act();
  proxy.watch(null);
  const statements = bodies
    .flatMap((body) => (JSON.parse(body) as Pipeline).requests)
    .flatMap(({ batch }) => batch?.steps ?? [])
    .map(({ stmt }) => stmt.sql)
    .filter((sql) => !control.test(sql));
  return {
    trips: bodies.length,
    statements: statements.length,
    sqlKb: statements.reduce((sum, sql) => sum + sql.length, 0) / 1024,
    body: (bodies[0] ?? "").replace(/"baton":"[^"]*"/u, '"baton":null'),
  };
}
