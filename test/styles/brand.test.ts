import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compile, Logger } from "sass";
import { describe, expect, test } from "vitest";
import { brandStyles } from "#src/brand/brand-styles.ts";
import { brand } from "#src/brand/brand.ts";

const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const { css } = compile(file("src/styles/site.scss"), {
  importers: [brandStyles],
  loadPaths: [file("node_modules")],
  logger: Logger.silent,
});
const { light, dark } = brand.colors;
const roots = [...css.matchAll(/:root \{[^}]*\}/gu)].map(([block]) => block);

describe.each([
  { theme: "light", colors: light, block: roots[0] },
  { theme: "dark", colors: dark, block: roots[1] },
])("the $theme style sheet", ({ colors, block }) => {
  test.each(Object.entries(colors))("has the brand's %s, %s", (name, color) => {
    const property = `--${name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`;

    expect(block).toContain(`${property}: ${color};`);
  });
});

test.each(readdirSync(file("src/styles")))("%s has no color of its own", (name) => {
  expect(readFileSync(file(`src/styles/${name}`), "utf8")).not.toMatch(/#[0-9a-f]{3,8}\b/iu);
});

test("the icon has the brand's colors", () => {
  const colors = readFileSync(file("public/favicon.svg"), "utf8").match(/#[0-9a-f]{3,8}\b/giu);

  expect(colors).toEqual([light.primary, "#fff", light.focus]);
});
