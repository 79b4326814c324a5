import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "#functions/local/build.ts";
import { circles } from "./circles.ts";
import { imports, importsIn } from "./imports.ts";

test("no folder stands in a circle with another", () => {
  const found = circles(imports());

  expect(found).toEqual([]);
});

test("a circle of three folders is found, a way back by a type too", () => {
  const planted = [
    ...importsIn("a/one.ts", 'import { two } from "#b/two.ts";'),
    ...importsIn("b/two.ts", 'import type { Three } from "../c/three.ts";'),
    ...importsIn("c/three.ts", 'const one = await import("#a/one.ts");'),
    ...importsIn("d/four.ts", 'import { one } from "#a/one.ts";'),
  ];

  const found = circles(planted);

  expect(found).toEqual([["a", "b", "c"]]);
});

test("few files lie loose beside the rooms", () => {
  const loose = readdirSync(join(root, "functions"), { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map(({ name }) => name);

  expect(loose).toEqual(["app.ts", "worker.ts"]);
});

test("the sources name one another often enough for a circle to be seen", () => {
  expect(imports().length).toBeGreaterThan(1500);
});
