import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

const sources = globSync("{src,functions,db,test,locales}/**/*.{ts,tsx,mjs,astro,scss,sql}", { cwd: root });
const comment = /\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gmu;
const cited = /(?<=^|[\s(`])(?<path>[\w./-]*\w\.md)(?=`?(?<after>[^;)]*))/gu;
const number = /\bI?\d+(?:\.\d+)?\b/gu;
const numbers = /^ I?\d+(?:\.\d+)?(?:(?:,| and| to) I?\d+(?:\.\d+)?)*\b/u;
const heading = /^, (?<words>[A-Z][^,.:]*)/u;

/** The document that a comment means: a bare name is the nearest one upward, a path begins at the root. */
function documentOf(source: string, named: string): string | null {
  if (named.includes("/")) return existsSync(join(root, named)) ? named : null;
  for (let folder = dirname(source); ; folder = dirname(folder)) {
    if (existsSync(join(root, folder, named))) return join(folder, named);
    if (folder === ".") return null;
  }
}

/** What can be cited of a document: the numbers and the words of its headings, and numbers that begin a row or an item. */
function partsOf(document: string) {
  const text = read(document);
  const begins = text.matchAll(/^(?:#+ |\| *|- \*\*)(I?\d+(?:\.\d+)?)\b/gmu);
  const headings = text.matchAll(/^#+ (?:[\d.]+ )?(.+)$/gmu);
  return new Set([...begins, ...headings].map(([, part]) => part!));
}

const citations = sources.flatMap((source) =>
  [...read(source).matchAll(comment)].flatMap(([text]) =>
    [...text.replaceAll(/\s*\n\s*\*\s?/gu, " ").matchAll(cited)].map(({ groups }) => {
      const { path, after } = groups as { path: string; after: string };
      return { source, path, after, document: documentOf(source, path) };
    }),
  ),
);

test("every document that a comment cites is in the repository", () => {
  const missing = citations.filter(({ document }) => document === null);

  expect(citations.length).toBeGreaterThan(100);
  expect(missing.map(({ source, path }) => `${source}: ${path}`)).toEqual([]);
});

test("every section that a comment cites is in its document", () => {
  const found = citations.filter(({ document }) => document !== null);

  const missing = found.flatMap(({ source, path, after, document }) => {
    const parts = partsOf(document!);
    const wanted = numbers.exec(after)?.[0].match(number) ?? heading.exec(after)?.slice(1) ?? [];
    return wanted.filter((part) => !parts.has(part)).map((part) => `${source}: ${path} ${part}`);
  });

  expect(missing).toEqual([]);
});
