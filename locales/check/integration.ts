import { join } from "node:path";
import type { AstroIntegration } from "astro";
import { checkLocales, inWords } from "./locales.ts";

const dir = join(import.meta.dirname, "..");

/** Complete languages or no build: a missing or an extra sentence fails it with file, key and remedy. */
export const completeLanguages: AstroIntegration = {
  name: "complete-languages",
  hooks: {
    "astro:build:start": () => {
      const findings = checkLocales(dir);
      if (findings.length)
        throw new Error(`locales/ needs mending:\n\n${findings.map(inWords).join("\n\n")}`);
    },
  },
};
