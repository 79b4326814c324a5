import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ESLint } from "eslint";
import { expect, test } from "vitest";
import { root } from "#functions/local/build.ts";

const eslint = new ESLint({ cwd: root });

/** Which rules a file at this path breaks with this text. */
async function broken(path: string, text: string): Promise<readonly (string | null)[]> {
  const written = path.endsWith(".astro") ? `---\n${text}\n---\n` : text;
  const [result] = await eslint.lintText(`${written}\n`, { filePath: join(root, path) });
  return [...new Set(result?.messages.map(({ ruleId }) => ruleId))];
}

const value = (from: string) => `export { it } from "${from}";`;
const type = (from: string) => `export type { It } from "${from}";`;

const rooms = readdirSync(join(root, "functions"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

test.each(rooms)("functions/%s may not name whatever it likes", async (room) => {
  const found = await broken(`functions/${room}/planted.ts`, value("#functions/elsewhere/it.ts"));

  expect(found).toEqual(["no-restricted-imports"]);
});

test.each([
  ["a verb another verb", "use-cases/seat/planted.ts", "#functions/use-cases/seat/order.ts"],
  ["a verb another verb beside it", "use-cases/seat/planted.ts", "./order.ts"],
  ["a verb a view", "use-cases/seat/planted.ts", "#functions/views/portal.ts"],
  ["a verb an address", "use-cases/seat/planted.ts", "#functions/api/portal.ts"],
  ["a view a verb", "views/planted.ts", "#functions/use-cases/seat/order.ts"],
  ["a matter a view", "matters/planted.ts", "#functions/views/link.ts"],
  ["a consequence a matter", "consequences/planted.ts", "#functions/matters/matters.ts"],
  ["standing a consequence", "standing/planted.ts", "#functions/consequences/link.ts"],
  ["a quota where a matter stands", "quotas/planted.ts", "#functions/standing/member.ts"],
  ["a right a quota", "rights/planted.ts", "#functions/quotas/quota.ts"],
  ["a form's fields a right", "input/planted.ts", "#functions/rights/place.ts"],
  ["the command a right", "command/planted.ts", "#functions/rights/place.ts"],
  ["an e-mail the command", "emails/planted.ts", "#functions/command/command.ts"],
  ["the context an e-mail", "context/planted.ts", "#functions/emails/welcome.ts"],
  ["an adapter who asks", "adapters/planted.ts", "#functions/http/exchange.ts"],
  ["a relay a verb", "relays/planted.ts", "#functions/use-cases/seat/order.ts"],
  ["an address a consequence", "api/planted.ts", "#functions/consequences/link.ts"],
  ["middleware a verb", "middleware/planted.ts", "#functions/use-cases/seat/order.ts"],
  ["a job an address", "jobs/planted.ts", "#functions/api/portal.ts"],
  ["a verb HTTP", "use-cases/seat/planted.ts", "hono/cookie"],
  ["a view HTTP", "views/planted.ts", "hono"],
  ["a verb SQL", "use-cases/seat/planted.ts", "drizzle-orm"],
  ["a view SQL", "views/planted.ts", "drizzle-orm/sqlite-core"],
  ["the application SQL", "planted.ts", "drizzle-orm"],
  ["a verb a vendor", "use-cases/seat/planted.ts", "better-auth/api"],
  ["an address a vendor", "api/planted.ts", "standardwebhooks"],
  ["a relay a vendor", "relays/planted.ts", "resend"],
  ["a consequence a page", "consequences/planted.ts", "#src/components/Tag.astro"],
])("%s: refused, as a type too", async (_, path, from) => {
  const found = [
    await broken(`functions/${path}`, value(from)),
    await broken(`functions/${path}`, type(from)),
  ];

  expect(found).toEqual([["no-restricted-imports"], ["no-restricted-imports"]]);
});

test.each([
  ["a rule the server", "src/domain/planted.ts", "#functions/context/env.ts"],
  ["a rule the database", "src/domain/planted.ts", "#db/client.ts"],
  ["a rule a framework", "src/domain/planted.ts", "astro"],
  ["a rule the machine", "src/domain/journeys/planted.ts", "node:fs"],
  ["a rule words", "src/domain/planted.ts", "#src/i18n/translator.ts"],
  ["the database the server", "db/queries/planted.ts", "#functions/context/env.ts"],
  ["the demo world the server", "db/demo/planted.ts", "#functions/context/env.ts"],
  ["a way upward", "src/i18n/planted.ts", "../domain/day.ts"],
])("%s: refused", async (_, path, from) => {
  const found = await broken(path, value(from));

  expect(found).toEqual(["no-restricted-imports"]);
});

test.each([
  ["src/pages/[lang]/portal.astro", 'import { it } from "#db/client.ts";\nit();', "no-restricted-imports"],
  ["src/components/Tag.astro", 'import { sql } from "drizzle-orm";\nsql();', "no-restricted-imports"],
  [
    "src/components/Tag.astro",
    'import { it } from "#functions/views/portal.ts";\nit();',
    "@typescript-eslint/no-restricted-imports",
  ],
  ["src/domain/planted.ts", value("#locales/keys.ts"), "@typescript-eslint/no-restricted-imports"],
  ["src/domain/planted.ts", "export const now = () => Date.now();", "no-restricted-syntax"],
  ["src/domain/planted.ts", "export const now = () => new Date();", "no-restricted-syntax"],
  ["src/domain/planted.ts", "export const any = () => Math.random();", "no-restricted-syntax"],
])("%s with %j: refused", async (path, text, rule) => {
  const found = await broken(path, text);

  expect(found).toEqual([rule]);
});

test.each([
  ["functions/use-cases/seat/planted.ts", value("#functions/matters/matters.ts")],
  ["functions/use-cases/seat/planted.ts", value("#functions/context/links.ts")],
  ["functions/consequences/seat/planted.ts", value("#functions/consequences/link.ts")],
  ["functions/adapters/planted.ts", value("resend")],
  ["functions/api/planted.ts", value("#functions/use-cases/seat/order.ts")],
  ["functions/emails/planted.ts", value("hono/html")],
  ["src/domain/planted.ts", value("#src/domain/day.ts")],
  ["src/domain/planted.ts", type("#locales/keys.ts")],
  ["src/app.d.ts", type("#functions/views/views.ts")],
])("%s with %j: allowed", async (path, text) => {
  const found = await broken(path, text);

  expect(found).toEqual([]);
});
