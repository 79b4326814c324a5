import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { templates } from "#functions/emails/templates.ts";

const root = join(import.meta.dirname, "../..");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};
const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "DECISIONS.md",
  "SECURITY.md",
  "functions/README.md",
  "functions/local/README.md",
  "locales/README.md",
  "src/domain/README.md",
];
const read = (document: string) => readFileSync(join(root, document), "utf8");

test.each(documents)("every path that %s names exists", (document) => {
  const named = read(document).matchAll(
    /(?<=[`(])((?:src|functions|locales|db|test|public)\/[\w./[\]-]*)(?=[`)])/gu,
  );
  const missing = [...named].map(([, path]) => path!).filter((path) => !existsSync(join(root, path)));
  expect(missing).toEqual([]);
});

test.each(documents)("every command that %s names is there", (document) => {
  const named = read(document).matchAll(/npm (?:run )?(start|test|(?<=run )[\w:]+)/gu);
  const missing = [...named].map(([, name]) => name!).filter((name) => !manifest.scripts[name]);
  expect(missing).toEqual([]);
});

test("every message that the portal sends is named for operators", () => {
  const text = read("functions/README.md");

  expect(Object.keys(templates).filter((template) => !text.includes(`\`${template}\``))).toEqual([]);
});
