import { globSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read("package.json")) as Record<
  "dependencies" | "devDependencies" | "optionalDependencies",
  Record<string, string>
>;

/** What workerd itself hands to the local asset Worker is in no package. */
const given = "functions/local/assets.mjs";
const files = globSync(["*.{ts,mjs}", "{src,functions,db,locales,test}/**/*.{ts,tsx,astro,mjs}"], {
  cwd: root,
}).filter((file) => file !== given);

const required = /createRequire\([^)]*\)(?:\.resolve)?\("([^"]+)"\)/gu;

/** The packages that a file names; of an Astro component its script does. */
function packagesIn(file: string): string[] {
  const text = file.endsWith(".astro") ? (read(file).split(/^---$/mu)[1] ?? "") : read(file);
  const named = [
    ...ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName),
    ...[...text.matchAll(required)].map(([, name]) => name!),
  ];
  return named
    .filter((name) => !/^[.#/]/u.test(name) && !isBuiltin(name))
    .map((name) => /^(?:@[^/]+\/)?[^/]+/u.exec(name)![0]);
}

test("every package that is imported is declared", () => {
  const declared = { ...dependencies, ...devDependencies, ...optionalDependencies };

  const undeclared = files.flatMap((file) =>
    packagesIn(file)
      .filter((name) => !Object.hasOwn(declared, name))
      .map((name) => `${file}: ${name}`),
  );

  expect(undeclared).toEqual([]);
});

test("imports are found in the first place", () => {
  const found = files.flatMap(packagesIn);

  expect(found).toEqual(expect.arrayContaining(["astro", "drizzle-orm", "@libsql/client", "workerd"]));
});
