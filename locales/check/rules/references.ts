import type { Finding, Place } from "#locales/check/reading/finding.ts";
import { passages, plain } from "#locales/check/reading/prose.ts";
import { type LocaleFile, type Locales, reference } from "#locales/check/reading/read.ts";

const pattern = /\$t\(([^)]*)\)/g;
const quoted = /«[\s\u00a0\u202f]*([^«»]*?)[\s\u00a0\u202f]*»|“([^“”]*)”|„([^„“”]*)[“”]/g;
const placeholder = /\{\{\s*(?!portal|provider|support)(\w+)/g;

/** The key by which a sentence is quoted: the file's name, a full stop, its own key. */
const fullKey = ({ name }: LocaleFile, key: string) => `${name.replace(".json", "")}.${key}`;

/** What is quoted by reference exists, and brings nothing that is not filled in here; names are quoted by reference. */
export function references({ languages, files }: Locales): Finding[] {
  const english = new Map(
    files.filter(({ language }) => language === reference).map((file) => [file.name, file]),
  );
  const inEnglish = everything([...english.values()]);
  return Object.keys(languages).flatMap((language) => {
    const own = files.filter((file) => file.language === language);
    const all = everything(own);
    const labels = Map.groupBy(all.keys(), (key) => plain(all.get(key) ?? ""));
    return own.flatMap((file) =>
      passages(file).flatMap(({ text, ...at }) => {
        const model = english.get(file.name)?.sentences.get(at.key ?? "") ?? text;
        const found = text.includes("$t(") ? quotations(at, text, all, model) : [];
        return [...found, ...(/[«“„]/.test(text) ? typed(at, text, labels, inEnglish, model) : [])];
      }),
    );
  });
}

function everything(files: readonly LocaleFile[]): ReadonlyMap<string, string> {
  const json = files.filter(({ name }) => name.endsWith(".json"));
  return new Map(
    json.flatMap((file) => [...file.sentences].map(([key, text]) => [fullKey(file, key), text] as const)),
  );
}

const names = (text: string) => [...text.matchAll(placeholder)].map(([, name]) => name);

function quotations(
  at: Place,
  text: string,
  all: ReadonlyMap<string, string>,
  model: string,
  depth = 0,
): Finding[] {
  return [...text.matchAll(pattern)].flatMap(([name, key = ""]): Finding[] => {
    const said = all.get(key);
    if (said === undefined || depth > 2) return [{ rule: "unknown-reference", ...at, values: { name } }];
    const strange = names(said).filter((each) => !names(model).includes(each));
    if (strange.length)
      return [{ rule: "reference-placeholder", ...at, values: { name: `${name}: {{${strange[0]}}}` } }];
    return quotations(at, said, all, model, depth + 1);
  });
}

/** Names between quotation marks that are a text of the portal, in this language and in English, yet typed. */
function typed(
  at: Place,
  text: string,
  labels: ReadonlyMap<string, string[]>,
  inEnglish: ReadonlyMap<string, string>,
  model: string,
): Finding[] {
  return [...text.matchAll(quoted)].flatMap((groups): Finding[] => {
    const label = groups.slice(1).find((each) => each !== undefined) ?? "";
    const keys = labels.get(plain(label)) ?? [];
    const key =
      keys.find((each) => model.includes(`$t(${each})`) || quotes(model, inEnglish.get(each))) ?? null;
    return key ? [{ rule: "quoted-label", ...at, values: { label, write: `$t(${key})` } }] : [];
  });
}

const quotes = (text: string, label: string | undefined) =>
  label !== undefined && [...text.matchAll(quoted)].some((groups) => groups.slice(1).includes(label));
