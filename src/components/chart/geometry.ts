import { nice, ticks } from "d3-array";
import { scaleBand } from "d3-scale";

/** A part of a chart, in percent of its width from its left edge; a chart is as wide as there is room. */
export interface Span {
  readonly x: number;
  readonly width: number;
}

/** A column: where it stands, and how long it is in the chart's own units. */
export interface Mark extends Span {
  readonly length: number;
}

const rounded = (value: number) => Math.round(value * 100) / 100;

/**
 * One bar cut into parts, in percent of its width. A part that is not empty is at least `least` wide, so that it is
 * seen; the others give up what it takes.
 */
export function shares(counts: readonly number[], least = 1.5): Span[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (!total) return counts.map(() => ({ x: 0, width: 0 }));
  const isSmall = (count: number) => count > 0 && (count / total) * 100 < least;
  const taken = counts.filter(isSmall).length * least;
  const rest = counts.filter((count) => !isSmall(count)).reduce((sum, count) => sum + count, 0);
  let x = 0;
  return counts.map((count) => {
    const width = isSmall(count) ? least : (count / rest) * (100 - taken);
    const span = { x: rounded(x), width: rounded(width) };
    x += width;
    return span;
  });
}

/** The lines behind columns: round numbers, whole ones, from 0 to at least the highest. */
export function lines(counts: readonly number[], most = 4): number[] {
  const highest = Math.max(1, ...counts);
  const [, top] = nice(0, highest, most) as [number, number];
  const values = ticks(0, top, most).filter(Number.isInteger);
  return values.at(-1)! >= highest ? values : [...values, Math.ceil(top)];
}

/**
 * Columns side by side, each in percent of the width, `length` of the height; as many as there are counts. One that is not
 * empty is at least `least` high.
 */
export function columns(counts: readonly number[], height: number, least = 3): Mark[] {
  const top = lines(counts).at(-1)!;
  const band = scaleBand<number>(counts.keys(), [0, 100]).paddingInner(0.3).paddingOuter(0.15);
  return counts.map((count, at) => ({
    x: rounded(band(at)!),
    width: rounded(band.bandwidth()),
    length: count ? rounded(Math.max(least, (count / top) * height)) : 0,
  }));
}

/** At the edges a name stands within the drawing, else below the middle of its column. */
export const anchorOf = (place: number, columns: number) =>
  place === 0 ? "start" : place === columns - 1 ? "end" : "middle";

/** How much of the width of a phone a letter of a name takes, and the space between two names, in percent. */
const [letter, space] = [3.2, 2];

/** Which columns are named below, so that names do not meet on a phone: those that are drawn before those that are empty. */
export function named(counts: readonly number[], labels: readonly string[]): boolean[] {
  const spans = columns(counts, 1).map(({ x, width }, at) => {
    const long = labels[at]!.length * letter;
    const from = { start: x, middle: x + (width - long) / 2, end: x + width - long };
    const begin = from[anchorOf(at, counts.length)];
    return { begin, end: begin + long + space };
  });
  const places = [...counts.keys()];
  const meet = (one: number, other: number) =>
    spans[one]!.begin < spans[other]!.end && spans[other]!.begin < spans[one]!.end;
  const chosen = [...places.filter((at) => counts[at]), ...places].reduce<readonly number[]>(
    (before, at) => (before.some((one) => meet(one, at)) ? before : [...before, at]),
    [],
  );
  return places.map((at) => chosen.includes(at));
}

/** Whether the numbers above so many columns have room on a phone. */
export const fitPhone = (written: readonly string[]) =>
  Math.max(0, ...written.map(({ length }) => length)) * written.length <= 30;
