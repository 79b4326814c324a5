import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { drawing, files, type Results } from "./drawing.ts";

const results = JSON.parse(readFileSync(files.results, "utf8")) as Results;

test("the drawing in README shows what was measured last (npm run bench -- drawing)", () => {
  expect(readFileSync(files.drawing, "utf8")).toBe(drawing(results));
});

test("it names every figure that has a goal, and every page", () => {
  const drawn = drawing(results);

  const missing = [
    ...results.figures.filter(({ goal }) => goal).map(({ what }) => what),
    ...results.pages.map(({ name }) => name),
  ].filter((name) => !drawn.includes(`>${name}</text>`));

  expect(missing).toEqual([]);
});
