import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hashOf } from "./hash.ts";
import { readText } from "./reading/bytes.ts";
import type { Finding } from "./reading/finding.ts";
import { readJson } from "./reading/json.ts";
import { type LocaleFile, type Locales, placeOf, reference } from "./reading/read.ts";
import { englishFor, pairs } from "./rules/pairs.ts";

/** A translation, the English that it translates now, and the sign of the English that it was made from. */
interface Resting {
  readonly file: LocaleFile;
  readonly key: string;
  readonly english: string;
  readonly now: string;
  readonly before: string | undefined;
}

const pathOf = ({ language, name }: LocaleFile) =>
  join("sources", language, name.endsWith(".md") ? "long-texts.json" : name);
const nameOf = ({ name }: LocaleFile, key: string) => (name.endsWith(".md") ? name.replace(".md", "") : key);

function read(dir: string, path: string): ReadonlyMap<string, string> {
  if (!existsSync(join(dir, path))) return new Map();
  const { text } = readText(join(dir, path), path);
  return text === null ? new Map() : readJson(text, path).sentences;
}

/** On which English every translation rests. */
function resting(dir: string, locales: Locales): Resting[] {
  const known = new Map<string, ReadonlyMap<string, string>>();
  const signs = (file: LocaleFile) => {
    const path = pathOf(file);
    const found = known.get(path) ?? read(dir, path);
    known.set(path, found);
    return found;
  };
  return pairs(locales).flatMap((pair): Resting[] =>
    pair.own.language === reference
      ? []
      : [...pair.own.sentences.keys()].flatMap((key): Resting[] => {
          const english = englishFor(key, pair);
          if (english === undefined) return [];
          const before = signs(pair.own).get(nameOf(pair.own, key));
          return [{ file: pair.own, key, english, now: hashOf(english), before }];
        }),
  );
}

/** Translations whose English has changed since somebody stood for them, and those for which nobody has yet. */
export const staleness = (dir: string, locales: Locales): Finding[] =>
  resting(dir, locales)
    .filter(({ now, before }) => now !== before)
    .map(({ file, key, english, before }) => ({
      rule: before === undefined ? "unconfirmed" : "stale",
      ...placeOf(file, key),
      ...(key === "" && { line: 1 }),
      values: { english: key === "" ? `${reference}/${file.name}` : english },
    }));

const asked = (wanted: string, { file, key, before }: Resting) =>
  wanted === "new"
    ? before === undefined
    : [key, file.path, `${file.path} ${key}`, `${file.name.replace(/\.\w+$/, "")}.${key}`].includes(wanted) &&
      wanted !== "";

/**
 * An editor stands for translations: `new` for those that nobody has stood for, else by key or file. They rest on the
 * present English from now on. Returns how many.
 */
export function confirm(dir: string, locales: Locales, wanted: string): number {
  const all = resting(dir, locales);
  const chosen = new Set(all.filter((each) => asked(wanted, each)));
  const files = Map.groupBy(all, ({ file }) => pathOf(file));
  for (const [path, own] of files) {
    if (!own.some((each) => chosen.has(each))) continue;
    const signs = own.flatMap((each) => {
      const sign = chosen.has(each) ? each.now : each.before;
      return sign === undefined ? [] : [[nameOf(each.file, each.key), sign]];
    });
    mkdirSync(join(dir, path, ".."), { recursive: true });
    writeFileSync(join(dir, path), `${JSON.stringify(Object.fromEntries(signs), null, 2)}\n`);
  }
  return chosen.size;
}
