import { join } from "node:path";
import { readText } from "./bytes.ts";
import { parse } from "./json.ts";
import { type Node, valueOf } from "./tree.ts";

export interface LanguageEntry {
  readonly name: string;
  readonly format: string;
  readonly draft?: boolean;
}

export type LanguageList = Readonly<Record<string, LanguageEntry>>;

const file = "languages.json";
const isText = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";

/** A tag for dates and numbers: well formed, known to this machine, and of the language itself. */
function fits(code: string, tag: unknown): boolean {
  try {
    return (
      isText(tag) &&
      new Intl.Locale(tag).language === new Intl.Locale(code).language &&
      Intl.getCanonicalLocales(tag)[0] === tag &&
      Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0
    );
  } catch {
    return false;
  }
}

const isTag = (code: string) => {
  try {
    return Intl.getCanonicalLocales(code)[0] === code;
  } catch {
    return false;
  }
};

/** What each field of a language has to be. */
const fields: Readonly<Record<string, (value: unknown, code: string) => boolean>> = {
  name: (value, code) => isText(value) && (code === "en" || value !== "English"),
  format: (value, code) => fits(code, value),
  firstOfMonth: isText,
  listSeparator: (value) => typeof value === "string" && [...value].length === 1,
  draft: (value) => typeof value === "boolean",
};

/** French says “le 1er”, and no list of the machine knows it. */
const demanded = (code: string) => ["name", "format", ...(code === "fr" ? ["firstOfMonth"] : [])];

/** The list of languages; where it cannot be read, the folders stand for it, so that the rest is checked all the same. */
export function readLanguages(dir: string, folders: readonly string[]) {
  const { text, findings } = readText(join(dir, file), file);
  const { tree, line, broken } =
    text === null ? { tree: undefined, line: () => 1, broken: [] } : parse(text, file);
  findings.push(...broken);
  const add = (node: Node | undefined, key: string, field: string) =>
    findings.push({
      rule: "languages-list",
      file,
      key,
      line: node ? line(node.offset) : 1,
      values: { field },
    });
  if (tree?.type !== "object" || broken.length) {
    if (tree && !broken.length) add(tree, "", "{ … }");
    return {
      languages: Object.fromEntries(folders.map((code) => [code, { name: code, format: code }])),
      findings,
    };
  }
  const languages: Record<string, LanguageEntry> = {};
  for (const { children: [name, value] = [] } of tree.children ?? []) {
    if (!name || !value) continue;
    const code = String(name.value);
    const entry: unknown = valueOf(value);
    if (!isTag(code) || Object.hasOwn(languages, code)) add(name, code, code);
    else if (value.type !== "object") add(name, code, "name");
    else {
      const given = entry as Record<string, unknown>;
      for (const field of demanded(code)) if (!(field in given)) add(name, code, field);
      for (const each of value.children ?? []) {
        const field = String(each.children?.[0]?.value);
        if (!fields[field]?.(given[field], code)) add(each, `${code}.${field}`, field);
      }
      languages[code] = {
        name: isText(given["name"]) ? given["name"] : code,
        format: fits(code, given["format"]) ? String(given["format"]) : code,
        draft: given["draft"] === true,
      };
    }
  }
  if (!Object.hasOwn(languages, "en")) {
    add(tree, "en", "en");
    languages["en"] = { name: "English", format: "en" };
  }
  return { languages: languages as LanguageList, findings };
}
