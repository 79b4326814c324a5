/** Where something stands. */
export interface Place {
  /** Path below `locales/`. */
  readonly file: string;
  readonly key?: string | undefined;
  readonly line?: number | undefined;
  /** What stands there: an accepted warning holds as long as it stays so. */
  readonly said?: string | undefined;
}

/** Something that an editor has to look at; its words are in `words/`, by rule. */
export interface Finding extends Place {
  /** The check that found it. */
  readonly rule: string;
  /** What its words leave open. */
  readonly values?: Readonly<Record<string, string>>;
}

/** What breaks something: it keeps the language out of the portal. All else is a warning, which can be accepted. */
const errors = new Set([
  "unreadable",
  "not-utf8",
  "invalid-json",
  "merge-conflict",
  "wrong-type",
  "odd-key",
  "duplicate-key",
  "unknown-language",
  "unknown-file",
  "folder-inside",
  "missing-file",
  "extra-file",
  "missing-key",
  "english-differs",
  "extra-key",
  "empty",
  "languages-list",
  "glossary-list",
  "accepted-list",
  "spelling-list",
  "missing-plural",
  "extra-plural",
  "singular-without-count",
  "plural-without-count",
  "invented-placeholder",
  "dropped-placeholder",
  "placeholder-format",
  "bare-count",
  "broken-placeholder",
  "html",
  "markdown",
  "escape",
  "broken-letters",
  "long-text-title",
  "long-text-shape",
  "long-text-links",
  "dead-link",
  "unknown-reference",
  "reference-placeholder",
  "forbidden-term",
]);

export const isError = ({ rule }: Pick<Finding, "rule">) => errors.has(rule);

/** The language that it is about, by its folder or as it says; null for a list that all share. */
export const languageOf = ({ file, values }: Pick<Finding, "file" | "values">): string | null => {
  if (values?.["code"]) return values["code"];
  const [first = "", ...rest] = file.split("/");
  return rest.length ? first : null;
};
