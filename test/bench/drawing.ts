import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brand } from "#src/brand/brand.ts";
import { root } from "#functions/local/build.ts";
import { type Figure, reached, wanted } from "./measured.ts";
import type { MeasuredPage } from "./pages.ts";

/** What `npm run bench` has measured. */
export interface Results {
  readonly on: string;
  readonly machine: string;
  readonly figures: readonly Figure[];
  readonly pages: readonly Pick<MeasuredPage, "name" | "workerMs" | "databaseMs">[];
}

export const files = {
  results: join(root, "test/bench/results.json"),
  drawing: join(root, "test/bench/results.svg"),
};

const width = 880;
const margin = 24;
const row = 19;
/** Where bars begin beside their labels, and how long the longest is. */
const goals = { from: 404, long: 300 };
const pages = { from: 120, long: 240, second: width / 2 };
/** A bar goes on beyond its goal by as much again, and no further. */
const most = 2;

/** The figures that have a goal beside it, and what each page asks of the processor, as an SVG for light and dark. */
export function drawing({ on, machine, figures, pages: measured }: Results): string {
  const held = figures.filter(({ goal }) => goal);
  const byWork = measured.toSorted((a, b) => workOf(b) - workOf(a));
  const inColumn = Math.ceil(byWork.length / 2);
  const below = 92 + held.length * row + 34;
  const height = below + 38 + inColumn * row + margin - 6;
  const title = `Measured on ${on}, ${machine}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">
<title id="title">${escaped(title)}: the figures beside their goals, and the processor's time of a page</title>
<style>
${colorsOf("light")}
@media (prefers-color-scheme: dark) { ${colorsOf("dark")} }
</style>
<rect class="page" width="${width}" height="${height}" rx="8"/>
${text(margin, 36, title, "head")}
${text(margin, 60, "The figures beside their goals: a shorter bar is better, the line is the goal, and no bar is longer than twice that", "muted")}
<path class="goal" d="M${goals.from + goals.long / most} 74V${82 + held.length * row}"/>
${held.map((one, at) => figureRow(one, 92 + at * row)).join("\n")}
${text(margin, below, "Processor time of a page, in milliseconds:", "muted")}
${text(margin + 282, below, "Worker", "worker")}
${text(margin + 334, below, "and database", "database")}
${byWork
  .map((one, at) =>
    pageRow(
      one,
      at < inColumn ? 0 : pages.second - margin,
      below + 30 + (at % inColumn) * row,
      workOf(byWork[0]!),
    ),
  )
  .join("\n")}
</svg>
`;
}

const workOf = ({ workerMs, databaseMs }: Results["pages"][number]) => workerMs + databaseMs;

/** How much of its goal a figure takes up: 1 is just what was wanted. */
function shareOf({ value, goal }: Figure): number {
  if (goal === null) return 0;
  if ("atLeast" in goal) return goal.atLeast / value;
  return value && value / goal.atMost;
}

function figureRow(figure: Figure, y: number): string {
  const long = (Math.min(shareOf(figure), most) / most) * goals.long;
  const isHeld = reached(figure) === "✓";
  const written = `${figure.value.toLocaleString("en")} ${figure.unit}`.trim();
  return [
    text(goals.from - 10, y, figure.what, "label"),
    bar(goals.from, y, Math.max(long, 1), isHeld ? "held" : "missed"),
    text(goals.from + goals.long + 14, y, `${written} ${reached(figure)}`, isHeld ? "held" : "missed"),
    text(width - margin, y, wanted(figure), "label muted"),
  ].join("");
}

function pageRow(page: Results["pages"][number], x: number, y: number, longest: number): string {
  const from = x + margin + pages.from;
  const [worker, database] = [page.workerMs, page.databaseMs].map((ms) => (ms / longest) * pages.long);
  return [
    text(from - 10, y, page.name, "label"),
    bar(from, y, worker!, "worker"),
    database ? bar(from + worker!, y, database, "database") : "",
    text(from + worker! + database! + 6, y, workOf(page).toFixed(1), "muted"),
  ].join("");
}

const bar = (x: number, y: number, long: number, look: string) =>
  `<rect class="${look}" x="${tidy(x)}" y="${y - 10}" width="${tidy(long)}" height="12"/>`;

const text = (x: number, y: number, said: string, look: string) =>
  `<text class="${look}" x="${tidy(x)}" y="${y}">${escaped(said)}</text>`;

const tidy = (value: number) => Number(value.toFixed(1));
const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const escaped = (said: string) => said.replace(/[&<>]/gu, (sign) => entities[sign]!);

function colorsOf(scheme: "light" | "dark"): string {
  const { page, text: ink, muted, success, error, primary, caution, line } = brand.colors[scheme];
  const rules: Record<string, string> = {
    text: `font:12px ${brand.fonts.text.replaceAll('"', "'")};fill:${ink}`,
    ".head": "font-size:16px;font-weight:600",
    ".label": "text-anchor:end",
    ".page": `fill:${page};stroke:${line}`,
    ".muted": `fill:${muted}`,
    ".held": `fill:${success}`,
    ".missed": `fill:${error}`,
    ".worker": `fill:${primary}`,
    ".database": `fill:${caution}`,
    ".goal": `stroke:${ink};stroke-dasharray:3 3`,
  };
  return Object.entries(rules)
    .map(([selector, rule]) => `${selector}{${rule}}`)
    .join(" ");
}

/** Draws anew what is in `results.json`. */
export const draw = () =>
  writeFileSync(files.drawing, drawing(JSON.parse(readFileSync(files.results, "utf8")) as Results));
