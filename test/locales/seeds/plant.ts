import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { check, type Finding } from "#locales/check/locales.ts";
import { sizes } from "#test/proof/sizes.ts";
import { copyOfLocales, own } from "#test/locales/copy.ts";
import { listSpoils } from "./lists.ts";
import { longTextSpoils } from "./long-texts.ts";
import { type Seed, type Sentence, shuffled } from "./seed.ts";
import { breaks, lines, spoils } from "./sentences.ts";

const languages = ["en", "fr", "nl"];
const { places } = sizes;

const { locales, open, accepted } = check(own);
const flawed = new Set([...open, ...accepted].map(({ file, key }) => `${file} ${key}`));
const english = new Map(
  locales.files.filter(({ language }) => language === "en").map((file) => [file.name, file]),
);

/** Sentences without a finding of their own, by language. */
const sentences = (language: string): Sentence[] =>
  locales.files
    .filter((file) => file.language === language && file.name.endsWith(".json"))
    .flatMap(({ path, name, sentences }) =>
      [...sentences].map(([key, text]) => ({
        language,
        file: path,
        key,
        text,
        english: english.get(name)?.sentences.get(key) ?? "",
      })),
    )
    .filter(
      ({ file, key, english }) =>
        english && !/_(?:zero|one|many|other)$/.test(key) && !flawed.has(`${file} ${key}`),
    );

const lineOf = ({ file, key }: Sentence) => locales.files.find(({ path }) => path === file)?.lines.get(key);

type Copy = ReturnType<typeof copyOfLocales>;
type Planted = { readonly seeds: readonly Seed[]; readonly found: readonly Finding[] };

/** Breaks a copy, and looks what the check says. */
function planted(only: RegExp, plant: (copy: Copy) => Seed[]): Planted {
  const copy = copyOfLocales(only);
  const seeds = plant(copy);
  const found = check(copy.dir).open;
  copy.remove("");
  return { seeds, found };
}

/** One class of defect in each sentence, many in a copy: those of English apart, since the others are compared with it. */
function inSentences(language: string): Planted {
  return planted(/./, (copy) => {
    const free = new Set(shuffled(sentences(language), 7));
    return Object.entries(spoils).flatMap(([name, spoil]) =>
      [...free]
        .flatMap((sentence) => {
          const text = spoil(sentence.text, sentence);
          return text === null || text === sentence.text ? [] : [{ sentence, text }];
        })
        .slice(0, places)
        .map(({ sentence, text }) => {
          free.delete(sentence);
          copy.write(sentence.file, sentence.key, text);
          return { name, language, file: sentence.file, key: sentence.key, line: lineOf(sentence) };
        }),
    );
  });
}

/** What is done to a line, one in a file. */
function inLines(language: string, spoilt: typeof lines, keyed: boolean): Planted {
  return planted(/./, (copy) => {
    const inOrder = shuffled(sentences(language), 11);
    const used = new Set<string>();
    // What English has more than the others, they lack.
    const classes = Object.entries(spoilt).filter(
      ([name]) => language !== "en" || name !== "a sentence too many",
    );
    return classes.flatMap(([name, spoil]) =>
      Array.from({ length: places }, () => {
        const found = inOrder.find(
          (one) => !used.has(one.file) && rowOf(copy, one)?.endsWith('",') && one.text.length > 3,
        );
        if (!found) throw new Error(`no file is left for ${name}`);
        used.add(found.file);
        const at = (lineOf(found) ?? 1) - 1;
        const rows = copy.read(found.file).split("\n");
        rows[at] = spoil(rows[at] ?? "");
        writeFileSync(copy.path(found.file), rows.join("\n"));
        return { name, language, file: found.file, ...(keyed ? {} : { line: at + 1 }) };
      }),
    );
  });
}

const rowOf = (copy: Copy, sentence: Sentence) =>
  copy.read(sentence.file).split("\n")[(lineOf(sentence) ?? 1) - 1];

const wholes: Readonly<Record<string, (copy: Copy, file: string) => string | void>> = {
  "Latin-1": (copy, file) => writeFileSync(copy.path(file), `{ "é": "é" }`, "latin1"),
  "UTF-16": (copy, file) => writeFileSync(copy.path(file), copy.read(file), "utf16le"),
  "a byte order mark": (copy, file) => copy.add(file, `\ufeff${copy.read(file)}`),
  "line ends of Windows": (copy, file) => copy.add(file, copy.read(file).replaceAll("\n", "\r\n")),
  "a file missing": (copy, file) => copy.remove(file),
  "a file in capitals": (copy, file) => {
    const other = file.replace(/\w+\.json/, (name) => name.toUpperCase());
    renameSync(copy.path(file), copy.path(other));
  },
  "a list for a file": (copy, file) => copy.add(file, "[]\n"),
  "an empty file": (copy, file) => copy.add(file, ""),
  "a file of another kind": (copy, file) => {
    copy.add(`${file}.bak`, "x");
    return `${file}.bak`;
  },
  "a copy of a file": (copy, file) => {
    copy.add(file.replace(".json", "-copy.json"), copy.read(file));
    return file.replace(".json", "-copy.json");
  },
  "a folder for a file": (copy, file) => {
    rmSync(copy.path(file));
    mkdirSync(copy.path(file));
  },
};

function inWholeFiles(language: string, place: number): Planted {
  return planted(/./, (copy) => {
    const files = shuffled([...new Set(sentences(language).map(({ file }) => file))], place);
    const classes = Object.entries(wholes).filter(
      ([name]) => language !== "en" || name !== "a copy of a file",
    );
    return classes.map(([name, spoil], at) => {
      const file = files[at] ?? "";
      return { name, language, file: spoil(copy, file) ?? file };
    });
  });
}

/** Defects of long texts, one in each of them, as many copies as it takes. */
function inLongTexts(language: string): Planted[] {
  const texts = locales.files.filter((file) => file.language === language && file.name.endsWith(".md"));
  const seeds = Object.entries(longTextSpoils).flatMap(([name, { on, make, not }]) => {
    if (not === language) return [];
    const all = texts.flatMap(({ path, sentences }) =>
      (sentences.get("") ?? "")
        .split("\n")
        .flatMap((row, index) => (on.test(row) ? [{ path, row, index }] : [])),
    );
    return shuffled(all, 5)
      .slice(0, places)
      .map(({ path, row, index }) => ({ name, language, file: path, index, text: make(row) }));
  });
  const done: Planted[] = [];
  for (let waiting = seeds; waiting.length;) {
    const now = [...new Map(waiting.map((seed) => [seed.file, seed])).values()];
    waiting = waiting.filter((seed) => !now.includes(seed));
    done.push(
      planted(/\.md$/, (copy) =>
        now.map(({ index, text, ...seed }) => {
          const rows = copy.read(seed.file).split("\n");
          rows[index] = text;
          copy.add(seed.file, rows.join("\n"));
          return seed;
        }),
      ),
    );
  }
  return done;
}

const inLists = (): Planted[] =>
  Object.entries(listSpoils).map(([name, { file, from, to }]) =>
    planted(/home\.json$/, (copy) => {
      const text = copy.read(file);
      const at = from.exec(text);
      if (!at) throw new Error(`${name} finds nothing`);
      copy.add(file, text.replace(from, to));
      const line = text.slice(0, at.index).split("\n").length;
      return [{ name, language: "all", file, ...(at[0].length < 40 && { line }) }];
    }),
  );

/** Everything that is planted: each class in three places of each language in which it can be. */
export function plantAll(): Planted[] {
  return languages
    .flatMap((language) => [
      inSentences(language),
      inLines(language, lines, true),
      inLines(language, breaks, false),
      ...Array.from({ length: places }, (_, place) => inWholeFiles(language, place)),
      ...inLongTexts(language),
    ])
    .concat(inLists());
}

/** Whether a finding points at the seed: its file, its key, its line. */
export const pointsAt = (finding: Finding, { file, key, line }: Seed) =>
  finding.file === file &&
  (key === undefined || finding.key === key) &&
  (line === undefined || Math.abs((finding.line ?? -9) - line) <= (file.includes("/") ? 1 : 4));
