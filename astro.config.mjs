import cloudflare from "@astrojs/cloudflare";
import { satteri } from "@astrojs/markdown-satteri";
import { defineConfig } from "astro/config";
import { completeLanguages } from "./locales/check/integration.ts";
import { assetsHeaders } from "./src/headers/assets-headers.ts";
import { computedBefore, withoutUnused } from "./src/bundle.ts";
import { brandStyles } from "./src/brand/brand-styles.ts";
import { longTexts } from "./src/i18n/long-texts.ts";

const local = process.env.PORTAL_LOCAL === "1";

export default defineConfig({
  session: false,
  build: { format: "preserve", inlineStylesheets: "never" },
  security: { checkOrigin: false },
  devToolbar: { enabled: false },
  compressHTML: true,
  integrations: [completeLanguages(local), assetsHeaders],
  markdown: { processor: satteri({ mdastPlugins: [longTexts] }) },
  vite: {
    plugins: [computedBefore, withoutUnused],
    define: { LOCAL: JSON.stringify(local) },
    build: {
      assetsInlineLimit: 0,
      // Whatever a condition names would be put into it: the list of public suffixes three times.
      rolldownOptions: { optimization: { inlineConst: false } },
    },
    // Astro leaves what a server runs as it is; where each new instance reads all of it, a quarter less counts.
    environments: { ssr: { build: { rolldownOptions: { output: { minify: true } } } } },
    css: { preprocessorOptions: { scss: { importers: [brandStyles] } } },
  },
  adapter: cloudflare({ imageService: "passthrough", prerenderEnvironment: "node" }),
});
