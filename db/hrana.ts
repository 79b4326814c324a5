type Cell =
  | { readonly type: "null" }
  | { readonly type: "integer" | "text"; readonly value: string }
  | { readonly type: "float"; readonly value: number };

export interface Problem {
  readonly message: string;
  readonly code?: string | null;
}

/** What the database answers to a batch, in its own words. */
export interface Answers {
  readonly step_results: readonly ({
    readonly cols: readonly { readonly name: string | null }[];
    readonly rows: readonly (readonly Cell[])[];
    readonly affected_row_count: number;
  } | null)[];
  readonly step_errors: readonly (Problem | null)[];
  /** How far the database had come. */
  readonly replication_index?: string | null;
}

/** What a statement gives: the names of its columns, and each row's values in their order. */
export interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly rowsAffected: number;
}

/** What became of a step: its rows, why it failed, or null where it was not carried out. */
export type Outcome = Rows | DatabaseError | null;

/** What the database says that it cannot do. */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
  readonly code: string;

  constructor({ message, code }: Problem) {
    super(code ? `${code}: ${message}` : message);
    this.code = code ?? "SERVER_ERROR";
  }
}

/** True of what a guard, a unique index or another constraint refuses. */
export const isConstraint = (error: unknown): boolean =>
  error instanceof DatabaseError && error.code.includes("CONSTRAINT");

/** What became of each step of a batch. */
export const asOutcomes = ({ step_results, step_errors }: Answers): Outcome[] =>
  step_results.map((result, at) => {
    const error = step_errors[at];
    if (error) return new DatabaseError(error);
    return (
      result && {
        columns: result.cols.map(({ name }) => name ?? ""),
        rows: result.rows.map((row) => row.map(asValue)),
        rowsAffected: result.affected_row_count,
      }
    );
  });

/** The values of a statement as the database takes them. */
export const asCells = (values: readonly unknown[]): Cell[] => values.map(asCell);

function asCell(value: unknown): Cell {
  if (value === null) return { type: "null" };
  if (typeof value === "string") return { type: "text", value };
  if (typeof value === "number" && Number.isFinite(value)) return { type: "float", value };
  if (typeof value === "boolean") return { type: "integer", value: value ? "1" : "0" };
  if (value instanceof Date) return { type: "float", value: value.getTime() };
  throw new TypeError(`The database takes no ${typeof value}`);
}

function asValue(cell: Cell): unknown {
  if (cell.type === "null") return null;
  if (cell.type !== "integer") return cell.value;
  const value = Number(cell.value);
  if (!Number.isSafeInteger(value)) throw new RangeError(`Too large for a number: ${cell.value}`);
  return value;
}
