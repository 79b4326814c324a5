import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { accept } from "#locales/check/consent.ts";
import { check, isError } from "#locales/check/locales.ts";
import { legalTexts, publish } from "#locales/check/publish.ts";
import { confirm } from "#locales/check/sources.ts";
import { type Made, sayIn } from "./made.ts";

type Tree = { [name: string]: string | Tree };

const readTree = (path: string) => JSON.parse(readFileSync(path, "utf8")) as Tree;
const write = (path: string, tree: unknown) => writeFileSync(path, `${JSON.stringify(tree, null, 2)}\n`);

/** Adds languages to a `locales/` folder as an editor would, by files alone; one that is there already is said anew. */
export function addLanguages(dir: string, languages: readonly Made[]): void {
  const glossary = JSON.parse(readFileSync(join(dir, "glossary.json"), "utf8")) as Record<string, Concept>;
  const list = readTree(join(dir, "languages.json"));
  const names = Object.values(glossary).flatMap(({ keep }) => keep ?? []);
  for (const made of languages) {
    const { code, name, format } = made;
    const say = sayIn(made, names);
    list[code] ??= { name, format };
    for (const concept of Object.values(glossary))
      if (typeof concept === "object" && concept.en) {
        Object.assign(concept, { [code]: say(concept.en) });
        concept.inflections = { ...concept.inflections, [code]: [say(`${concept.en}s`)] };
      }
    mkdirSync(join(dir, code), { recursive: true });
    for (const file of readdirSync(join(dir, "en"))) {
      const english = join(dir, "en", file);
      if (file.endsWith(".md"))
        writeFileSync(join(dir, code, file), longText(readFileSync(english, "utf8"), say));
      else write(join(dir, code, file), translated(readTree(english), code, say));
    }
  }
  write(join(dir, "languages.json"), list);
  write(join(dir, "glossary.json"), glossary);
  standFor(
    dir,
    languages.map(({ code }) => code),
  );
}

interface Concept {
  en?: string;
  keep?: readonly string[];
  inflections?: Record<string, readonly string[]>;
}

/** The sentences, with the plural forms of the language. */
function translated(tree: Tree, code: string, say: (text: string) => string): Tree {
  const rules = new Intl.PluralRules(code);
  const forms = rules.resolvedOptions().pluralCategories;
  return Object.fromEntries(
    Object.entries(tree).flatMap(([name, value]): [string, string | Tree][] => {
      if (typeof value !== "string") return [[name, translated(value, code, say)]];
      const [, base, form] = /^(.+)_(one|other)$/u.exec(name) ?? [];
      if (!base || tree[`${base}_other`] === undefined) return [[name, say(value)]];
      if (form === "one") return [];
      const one = tree[`${base}_one`];
      const saysNumber = typeof one === "string" && one.includes("{{count");
      const own = rules.select(0) === "one" && !saysNumber ? ["zero", ...forms] : forms;
      return own.map((each) => [
        `${base}_${each}`,
        say(each === "one" && typeof one === "string" ? one : value),
      ]);
    }),
  );
}

function longText(text: string, say: (text: string) => string): string {
  const [, front = "", body = ""] = /^(---\n[\s\S]*?\n---\n)?([\s\S]*)$/u.exec(text) ?? [];
  return front + say(body);
}

/** Says that the translations are right and keeps the legal texts; a script stands for its warnings. */
function standFor(dir: string, codes: readonly string[]): void {
  confirm(dir, check(dir).locales, "new");
  for (const name of legalTexts) publish(dir, codes, name);
  const { open, accepted } = check(dir);
  const warnings = open.filter((each) => !isError(each));
  accept(dir, warnings, "made by a script, which knows no better", [...open, ...accepted]);
}
