import { globSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { inputs } from "#functions/local/build.ts";

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

/** What runs on a machine of one's own without being built: the portal for others, and the commands at its data. */
const programs = [
  "functions/local/serve.ts",
  "db/import/import.ts",
  "db/mail/mail.ts",
  "db/backup/backup.ts",
  "db/backup/restore.ts",
  "db/migrate.ts",
  "test/oracle/oracle.ts",
];
/** Never where others come in. */
const leftOut = /^db\/demo\//u;

/** What a file imports when it runs: types are gone by then. */
function importsOf(file: string): string[] {
  const { outputText } = ts.transpileModule(read(file), {
    compilerOptions: {
      verbatimModuleSyntax: true,
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ESNext,
    },
  });
  return [
    ...ts.preProcessFile(outputText, true, true).importedFiles.map(({ fileName }) => fileName),
    ...[...outputText.matchAll(required)].map(([, name]) => name!),
  ];
}

/** Our own files that these lead to, and the packages that they name. */
function reached(entries: readonly string[]) {
  const own = new Set(entries);
  const packages = new Set<string>();
  for (const file of own)
    for (const name of /\.[jt]s$/u.test(file) ? importsOf(file) : []) {
      const path = name.startsWith("#") ? name.slice(1) : join(dirname(file), name);
      if (/^[.#]/u.test(name) && !leftOut.test(path)) own.add(path);
      else if (!/^[.#/]/u.test(name) && !isBuiltin(name)) packages.add(/^(?:@[^/]+\/)?[^/]+/u.exec(name)![0]);
    }
  return { own: [...own], packages: [...packages] };
}

test("what runs without being built needs no development dependency", () => {
  const { packages } = reached(programs);

  expect(packages.length).toBeGreaterThan(5);
  expect(
    packages.filter((name) => !Object.hasOwn({ ...dependencies, ...optionalDependencies }, name)),
  ).toEqual([]);
});

test("an image holds every file that runs in it, and all that its build is known by", () => {
  const taken = read("functions/local/container/Dockerfile.dockerignore")
    .split("\n")
    .filter((line) => line.startsWith("!"))
    .map((line) => line.slice(1));
  const isTaken = (path: string) => taken.some((one) => path === one || path.startsWith(`${one}/`));

  expect([...reached(programs).own, ...inputs].filter((path) => !isTaken(path))).toEqual([]);
});
