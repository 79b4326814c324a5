import { appendFile } from "node:fs/promises";
import type { AstroIntegration } from "astro";
import { securityHeaders } from "./security-headers.ts";

/** Writes the security headers of the assets that are answered without the Worker. */
export const assetsHeaders: AstroIntegration = {
  name: "assets-headers",
  hooks: {
    "astro:build:done": async ({ dir }) => {
      const lines = Object.entries(securityHeaders()).map(([name, value]) => `  ${name}: ${value}\n`);
      await appendFile(new URL("_headers", dir), `\n/*\n${lines.join("")}`);
    },
  },
};
