import astro from "eslint-plugin-astro";
import regexp from "eslint-plugin-regexp";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const code = (folder) => [`${folder}/**/*.{ts,tsx,astro,mjs}`];

/** What the files of a folder may not import: pairs of a regular expression and why; in `exceptTypes`, values only. */
const barred = (folder, pairs, exceptTypes = []) => ({
  files: code(folder),
  rules: {
    "no-restricted-imports": [
      "error",
      { patterns: [...everywhere, ...pairs].map(([regex, message]) => ({ regex, message })) },
    ],
    "@typescript-eslint/no-restricted-imports": [
      "error",
      { patterns: exceptTypes.map(([regex, message]) => ({ regex, message, allowTypeImports: true })) },
    ],
  },
});

const everywhere = [
  [
    "^\\.\\./(?!.*/package\\.json$)|^\\./.*/\\.\\./",
    "Name it from the root (#src, #functions, …), or ./ where it lies below.",
  ],
];
const vendors = [
  "^(resend|standardwebhooks|better-auth)(/|$)",
  "Only functions/adapters knows a vendor's SDK.",
];
const drizzle = [
  "^(drizzle-orm|@libsql)(/|$)",
  "SQL is at home in db/queries; take its types from #db/builder.ts.",
];
const http = [
  "^hono(/(?!html$)|$)|^@astrojs/cloudflare",
  "HTTP is known to http, middleware, api and dev alone.",
];

/** Whoever stands here sees what stands before it (DECISIONS.md, Rooms by what a file is for). */
const stairs = [
  "context",
  "emails",
  "command",
  "input",
  "rights",
  "quotas",
  "standing",
  "consequences",
  "matters",
];

/** The rooms of `functions`: what each may name besides itself. */
const rooms = {
  ...Object.fromEntries(stairs.map((room, at) => [room, stairs.slice(0, at)])),
  views: stairs,
  "use-cases": [...stairs, "adapters"],
  adapters: ["context"],
  relays: ["context", "emails", "adapters"],
  http: ["context", "command", "input", "views"],
  middleware: ["context", "command", "views", "relays", "http"],
  api: ["context", "command", "input", "standing", "views", "use-cases", "adapters", "http", "middleware"],
  jobs: ["context", "command", "relays", "use-cases"],
  dev: ["context", "relays", "http", "jobs"],
  local: ["context"],
  cloudflare: ["local"],
};
const knowHttp = ["http", "middleware", "api", "dev"];
const knowVendors = ["adapters", "local"];

const room = ([name, below]) =>
  barred(`functions/${name}`, [
    [
      `^#functions/(?!(${[...below, ...(name === "use-cases" ? [] : [name])].join("|")})/)`,
      `functions/${name} sees ${below.join(", ") || "no other room"}; a verb no other verb.`,
    ],
    ...(name === "use-cases"
      ? [["^\\./", "A verb imports no other verb: what two of them do is a consequence."]]
      : []),
    ...(knowHttp.includes(name) ? [] : [http]),
    ...(knowVendors.includes(name) ? [] : [vendors]),
    drizzle,
    ["\\.astro$", "Pages are rendered by their place (functions/http/render-page.ts)."],
    ["^#src/(pages|layouts|components|styles)/", "Doing does not know who asks."],
  ]);

/** What takes the square of a text's length that somebody sends (SECURITY.md 8). */
const reordering = {
  selector: "CallExpression[callee.property.name=normalize]",
  message: "normalized (src/domain/text.ts) takes no longer for marks out of order.",
};
const timeAndChance = [
  { selector: "NewExpression[callee.name=Date][arguments.length=0]", message: "Time is handed in." },
  { selector: "MemberExpression[object.name=Date][property.name=now]", message: "Time is handed in." },
  { selector: "MemberExpression[object.name=Math][property.name=random]", message: "Chance is handed in." },
];

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
  barred("**", []),
  barred(
    "src",
    [["^#db/", "A page sees no database."], drizzle, vendors],
    [["^#functions/", "A page is given its view by its address: it names types only."]],
  ),
  barred(
    "src/domain",
    [
      [
        "^(?!\\./|#src/domain/|#src/brand/brand\\.ts$|#locales/|(csv-parse/sync|disposable-email-domains-js|email-providers|localized-address-format|tldts)(/|$))",
        "A rule has no I/O and no framework.",
      ],
    ],
    [["^#locales/", "A rule gives keys, not words."]],
  ),
  {
    files: ["src", "functions", "db"].flatMap(code),
    plugins: { regexp },
    rules: {
      "regexp/no-super-linear-backtracking": ["error", { report: "potential" }],
      "regexp/no-super-linear-move": [
        "error",
        { report: "potential", ignoreSticky: false, ignorePartial: false },
      ],
      "no-restricted-syntax": ["error", reordering],
    },
  },
  {
    files: code("src/domain"),
    rules: { "no-restricted-syntax": ["error", reordering, ...timeAndChance] },
  },
  {
    files: ["src/domain/text.ts"],
    rules: { "no-restricted-syntax": ["error", ...timeAndChance] },
  },
  {
    files: code("test"),
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "CallExpression[callee.object.name=vi][callee.property.name=waitFor][arguments.length=1]",
          message: "Say how long: by itself it is a second, which a busy machine does not keep.",
        },
      ],
    },
  },
  barred("db", [["^#functions/", "The database knows nothing of who asks."], vendors]),
  barred("functions", [vendors, drizzle]),
  ...Object.entries(rooms).map(room),
);
