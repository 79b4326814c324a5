import type { Importer } from "sass";
import { brand } from "./brand.ts";

const { colors, fonts } = brand;
const kebab = (name: string) => name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
const map = (theme: Readonly<Record<string, string>>) =>
  `(${Object.entries(theme)
    .map(([name, color]) => `"${kebab(name)}": ${color}`)
    .join(", ")})`;

/** What style sheets `@use` as "portal:brand": the brand's colors, a map for each theme, and its fonts. */
export const brandStyles: Importer<"sync"> = {
  canonicalize: (url) => (url === "portal:brand" ? new URL(url) : null),
  load: () => ({
    syntax: "scss",
    contents: `
$light: ${map(colors.light)};
$dark: ${map(colors.dark)};
$font: ${fonts.text};
$mono: ${fonts.mono};`,
  }),
};
