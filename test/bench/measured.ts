/** One figure beside what it should be; null: nothing was set. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly goal: { readonly atMost: number } | { readonly atLeast: number } | null;
}

export const figure = (what: string, value: number, unit: string, goal: Figure["goal"] = null): Figure => ({
  what,
  value: Number(value.toPrecision(3)),
  unit,
  goal,
});

/** Whether it is what it should be; empty: nothing was set. */
export const reached = ({ value, goal }: Figure) =>
  goal === null ? "" : ("atMost" in goal ? value <= goal.atMost : value >= goal.atLeast) ? "✓" : "✗";

/** Its goal, in writing. */
export const wanted = ({ goal }: Figure) =>
  goal === null ? "" : "atMost" in goal ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`;

/** All figures as lines of a table. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((one) => [one.what, `${one.value} ${one.unit}`.trim(), wanted(one), reached(one)]);
  const widths = [0, 1, 2].map((at) => Math.max(...rows.map((row) => row[at]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
