import { part, readConsent } from "./consent.ts";
import { type Finding, isError, languageOf } from "./reading/finding.ts";
import { readGlossary } from "./reading/glossary.ts";
import { readOwnWords } from "./reading/own-words.ts";
import { type Locales, readLocales } from "./reading/read.ts";
import { consistency } from "./rules/consistency.ts";
import { elision } from "./rules/elision.ts";
import { glossaryRules } from "./rules/glossary.ts";
import { letters } from "./rules/letters.ts";
import { likeness } from "./rules/likeness.ts";
import { longTexts } from "./rules/long-text.ts";
import { marks } from "./rules/marks.ts";
import { placeholderRules } from "./rules/placeholders.ts";
import { plurals } from "./rules/plurals.ts";
import { referenceRules } from "./rules/reference.ts";
import { references } from "./rules/references.ts";
import { spelling } from "./rules/spelling.ts";
import { structure } from "./rules/structure.ts";
import { textRules } from "./rules/text.ts";
import { typography } from "./rules/typography.ts";
import { voice } from "./rules/voice.ts";
import { staleness } from "./sources.ts";

export { type Finding, isError, languageOf } from "./reading/finding.ts";

const rules: readonly ((locales: Locales) => Finding[])[] = [
  structure,
  referenceRules,
  plurals,
  placeholderRules,
  longTexts,
  letters,
  textRules,
  typography,
  marks,
  likeness,
  consistency,
  references,
  elision,
  voice,
];

/** What was found in a `locales/` folder. */
export interface Checked {
  readonly locales: Locales;
  /** To mend, or to accept. */
  readonly open: readonly Finding[];
  /** Warnings that somebody lets stand. */
  readonly accepted: readonly Finding[];
  /** How many warnings may stand open. */
  readonly atMost: number;
}

/** Reads and checks a whole `locales/` folder, whatever stands in it. */
export function check(dir: string): Checked {
  const locales = readLocales(dir);
  const languages = Object.keys(locales.languages);
  const { glossary, lines, findings: ofGlossary } = readGlossary(dir, languages);
  const { wordsOf, findings: ofOwnWords } = readOwnWords(dir, languages, glossary);
  const { consent, findings: ofConsent } = readConsent(dir);
  const found = [
    ...rules.flatMap((rule) => rule(locales)),
    ...staleness(dir, locales),
    ...ofGlossary,
    ...ofConsent,
    ...glossaryRules(locales, glossary, lines),
    ...ofOwnWords,
    ...spelling(locales, wordsOf),
  ];
  return { locales, ...part(found, consent), atMost: consent.atMost };
}

/** Everything that stands open in a `locales/` folder; empty when it is complete. */
export const checkLocales = (dir: string): readonly Finding[] => check(dir).open;

/** Whether nothing keeps it from being delivered: no error, and no more warnings than before. Drafts may lack anything. */
export function holds({ open, atMost, locales }: Checked): boolean {
  const counted = open.filter((finding) => !locales.languages[languageOf(finding) ?? ""]?.draft);
  return !counted.some(isError) && counted.length <= atMost;
}

export interface LanguageStatus {
  readonly code: string;
  readonly name: string;
  readonly draft: boolean;
  readonly sentences: number;
  readonly longTexts: number;
  readonly findings: number;
}

/** How far each language is. */
export function languageStatus({ locales: { languages, files }, open }: Checked): LanguageStatus[] {
  return Object.entries(languages).map(([code, { name, draft = false }]) => {
    const own = files.filter(({ language }) => language === code);
    const long = own.filter((file) => file.name.endsWith(".md"));
    return {
      code,
      name,
      draft,
      sentences: own
        .filter((file) => !long.includes(file))
        .reduce((sum, { sentences }) => sum + sentences.size, 0),
      longTexts: long.length,
      findings: open.filter((finding) => languageOf(finding) === code).length,
    };
  });
}
