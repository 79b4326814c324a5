import astro from "eslint-plugin-astro";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

/** Imports point inward only: rules ← doing ← asking (CONTRIBUTING.md, The three rings). */
const ring = (files, ...forbidden) => ({
  files,
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: forbidden.map(([what, message]) =>
          typeof what === "string" ? { regex: what, message } : { group: what, message },
        ),
      },
    ],
  },
});

const asking = [
  "**/src/pages/**",
  "**/src/layouts/**",
  "**/src/components/**",
  "**/functions/api/**",
  "**/functions/jobs/**",
  "../api/**",
  "../../api/**",
  "../jobs/**",
];
const vendors = ["resend", "standardwebhooks", "better-auth", "better-auth/**"];

export default defineConfig(
  { ignores: ["dist/", ".astro/", ".data/", ".wrangler/", "node_modules/", "db/migrations/"] },
  ...tseslint.configs.recommended,
  ...astro.configs.recommended,
  {
    rules: {
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrors: "none" },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
      "no-console": "off",
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  ring(
    ["src/domain/**"],
    [
      [
        "**/functions/**",
        "**/db/**",
        "hono",
        "hono/**",
        "astro",
        "astro/**",
        "drizzle-orm",
        "drizzle-orm/**",
        "node:*",
      ],
      "A rule has no I/O and no framework.",
    ],
    [["**/i18n/**", "../pages/**", "../components/**"], "A rule gives keys, not words."],
  ),
  {
    files: ["src/domain/**"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            { regex: "^#locales/", allowTypeImports: true, message: "A rule gives keys, not words." },
          ],
        },
      ],
    },
  },
  ring(["db/**"], [["**/functions/**"], "The database knows nothing of who asks."]),
  { files: ["db/demo/**", "db/local/**", "db/import/**"], rules: { "no-restricted-imports": "off" } },
  ring(
    ["functions/use-cases/**", "functions/emails/**"],
    [asking, "A use case does not know who asks."],
    ["^hono(/cookie|/http-exception)?$", "A use case knows no HTTP."],
    [vendors, "Only functions/adapters imports a vendor's SDK."],
  ),
  ring(
    ["src/pages/**", "src/components/**", "src/layouts/**"],
    [["**/db/**", "drizzle-orm"], "A page does not see the database."],
    [vendors, "Only functions/adapters imports a vendor's SDK."],
  ),
  ring(
    ["functions/api/**", "functions/jobs/**", "functions/middleware/**"],
    [vendors, "Only functions/adapters imports a vendor's SDK."],
  ),
);
