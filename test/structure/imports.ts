import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path/posix";
import { root } from "#functions/local/build.ts";

/** One file that names another, both by their paths from the root. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

const named = /(?:\bfrom|\bimport)\s*\(?\s*"((?:\.{1,2}\/|#)[^"]+)"/gu;

/** What a source names, types included, as paths from the root. */
export const importsIn = (from: string, text: string): readonly Import[] =>
  [...text.matchAll(named)].map(([, to = ""]) => ({
    from,
    to: to.startsWith("#") ? to.slice(1) : normalize(join(dirname(from), to)),
  }));

/** All imports of the sources: functions, pages, database, the check of sentences. */
export const imports = (): readonly Import[] =>
  globSync("{src,functions,db,locales}/**/*.{ts,tsx,astro,mjs}", { cwd: root }).flatMap((file) =>
    importsIn(file, readFileSync(join(root, file), "utf8")),
  );
