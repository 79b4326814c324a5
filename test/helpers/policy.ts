import { type Action, type Holding, holdersOf, policy } from "#src/domain/policy.ts";

type Table = Record<Holding, readonly string[]>;

/** Other rows of the table of rights, as long as something runs. */
async function withRows<T>(rows: Partial<Table>, run: () => Promise<T>): Promise<T> {
  const table: Table = policy;
  const before = { ...table };
  Object.assign(table, rows);
  try {
    return await run();
  } finally {
    Object.assign(table, before);
  }
}

/** One cell more. */
export const withCell = <T>(holding: Holding, action: Action, run: () => Promise<T>) =>
  withRows({ [holding]: [...policy[holding], action] }, run);

/** The cells of one action away. */
export const withoutCells = <T>(action: Action, run: () => Promise<T>) =>
  withRows(
    Object.fromEntries(
      holdersOf(action).map((holding) => [holding, policy[holding].filter((one) => one !== action)]),
    ),
    run,
  );
