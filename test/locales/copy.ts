import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { checkLocales } from "#locales/check/locales.ts";

export const own = join(import.meta.dirname, "../../locales");

/** What all languages share, which every copy has. */
const shared = /(?:languages|glossary|accepted|spelling)\.json$/;

/** Those in which the tests of the check write sentences; a further one has none of them. */
const spoken = ["en", "fr", "nl"];

/** A copy of `locales/`, or of some of its files, in which a test may break things. */
export function copyOfLocales(only: RegExp = /./) {
  const dir = mkdtempSync(join(tmpdir(), "locales-"));
  cpSync(own, dir, {
    recursive: true,
    filter: (path) =>
      !path.startsWith(join(own, "check")) &&
      (statSync(path).isDirectory() || shared.test(path) || only.test(path)),
  });
  const path = (file: string) => join(dir, file);
  const read = (file: string) => readFileSync(path(file), "utf8");
  const others = Object.keys(JSON.parse(read("languages.json")) as object).filter(
    (code) => !spoken.includes(code),
  );
  if (others.length) takeOut(dir, others);
  return {
    dir,
    path,
    read,
    /** Puts a sentence at a dotted key; without a text, removes it. */
    write(file: string, key: string, text?: string) {
      const tree = JSON.parse(read(file)) as Record<string, unknown>;
      const names = key.split(".");
      const last = names.pop() ?? "";
      const place = names.reduce((node, name) => (node[name] ??= {}) as Record<string, unknown>, tree);
      if (text === undefined) delete place[last];
      else place[last] = text;
      writeFileSync(path(file), `${JSON.stringify(tree, null, 2)}\n`);
    },
    replace(file: string, from: string, to: string) {
      expect(read(file)).toContain(from);
      writeFileSync(path(file), read(file).replace(from, to));
    },
    add: (file: string, text: string) => writeFileSync(path(file), text),
    remove: (file: string) => rmSync(path(file), { recursive: true }),
    found: () => checkLocales(dir).map(({ rule, file, key }) => `${rule} ${file}${key ? ` ${key}` : ""}`),
  };
}

/** A folder of sentences without these languages. */
function takeOut(dir: string, codes: readonly string[]) {
  for (const code of codes) rmSync(join(dir, code), { recursive: true });
  const files = ["languages.json", "glossary.json", "spelling.json"].map((name) => join(dir, name));
  for (const file of files) {
    const kept: unknown = JSON.parse(readFileSync(file, "utf8"), (name, value: unknown) =>
      codes.includes(name) ? undefined : value,
    );
    writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
  }
}

export type Copy = ReturnType<typeof copyOfLocales>;

/** What is broken, how, and the finding expected. */
export type Defect = [name: string, seed: (copy: Copy) => void, finding: string];
