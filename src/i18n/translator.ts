import i18next from "i18next";
import type { MessageKey } from "#locales/keys.ts";
import { brand } from "#src/brand/brand.ts";
import { setApart } from "./direction.ts";
import { formats } from "./formats.ts";
import { type Language, language as facts } from "./languages.ts";
import { resolveAll } from "./references.ts";

export type { MessageKey } from "#locales/keys.ts";
export { isLanguage, languages, type Language } from "./languages.ts";

export type Params = Readonly<Record<string, string | number>>;
export type Translate = (key: MessageKey, params?: Params) => string;

/** As text: what a Worker that begins does not read in every language costs it little. */
const files = import.meta.glob<string>("/locales/*/*.json", {
  eager: true,
  import: "default",
  query: "?raw",
});

const always = { portal: brand.portal, provider: brand.provider, support: brand.support };

const saved = new Map<Language, Translate>();

/** The sentences of one language. An unknown key and a parameter that is not given throw. */
export function translator(language: Language): Translate {
  const known = saved.get(language);
  if (known) return known;
  const made = create(language);
  saved.set(language, made);
  return made;
}

function create(language: Language): Translate {
  const { day, number } = formats(language, "UTC");
  const instance = i18next.createInstance();
  void instance.init({
    lng: language,
    fallbackLng: false,
    initAsync: false,
    nsSeparator: false,
    resources: { [language]: { translation: sentences(language) } },
    interpolation: { escapeValue: false, defaultVariables: always },
    parseMissingKeyHandler: (key) => complain(language, key, `has no sentence “${key}”`),
    returnedObjectHandler: (key) => complain(language, key, `“${key}” is a group, not a sentence`),
    missingInterpolationHandler: (text, match) =>
      complain(language, String(match[0]), `“${text}” needs ${String(match[0])}`),
  });
  instance.services.formatter?.add("number", (value: number) => number(value));
  instance.services.formatter?.add("day", (value: string) => day(value));
  const { dir } = facts(language);
  /** What people wrote, so that it does not turn the sentence about. */
  const apart = (params: Params) =>
    Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        typeof value === "string" ? setApart(value, dir) : value,
      ]),
    );
  const count = (params: Params) => (typeof params["count"] === "number" ? { count: params["count"] } : {});
  // `nest: false` and `replace`: what people typed never acts as i18next's own syntax or options.
  const say = (key: MessageKey, params: Params = {}) =>
    instance.t(key, { ...count(params), replace: apart(params), nest: false });
  const constant = new Map<MessageKey, string>();
  return (key, params) => {
    if (params) return say(key, params);
    const sentence = constant.get(key) ?? say(key);
    constant.set(key, sentence);
    return sentence;
  };
}

function sentences(language: Language): Record<string, unknown> {
  const folder = `/locales/${language}/`;
  const own = Object.entries(files).filter(([path]) => path.startsWith(folder));
  return resolveAll(
    Object.fromEntries(
      own.map(([path, content]) => [path.slice(folder.length, -".json".length), JSON.parse(content)]),
    ),
  );
}

/** What a sentence lacks: a draft shows a hole, any other language does not run. */
function complain(language: Language, key: string, problem: string): string {
  if (LOCAL && facts(language).draft) return `⟦${key}⟧`;
  throw new Error(`locales/${language}: ${problem}`);
}
