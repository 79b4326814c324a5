import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "./reading/finding.ts";
import { readLocales } from "./reading/read.ts";
import { elision } from "./rules/elision.ts";
import { type Glossary, glossaryRules } from "./rules/glossary.ts";
import { placeholderRules } from "./rules/placeholders.ts";
import { plurals } from "./rules/plurals.ts";
import { structure } from "./rules/structure.ts";
import { textRules } from "./rules/text.ts";
import { typography } from "./rules/typography.ts";
import { voice } from "./rules/voice.ts";

export { inWords, type Finding } from "./reading/finding.ts";

/** Everything that an editor has to mend in a `locales/` folder; empty when it is complete. */
export function checkLocales(dir: string): Finding[] {
  const locales = readLocales(dir);
  const glossary = JSON.parse(readFileSync(join(dir, "glossary.json"), "utf8")) as Glossary;
  const rules = [structure, plurals, placeholderRules, textRules, typography, elision, voice];
  return [...rules.flatMap((rule) => rule(locales)), ...glossaryRules(locales, glossary)];
}

export interface LanguageStatus {
  readonly code: string;
  readonly name: string;
  readonly sentences: number;
  readonly longTexts: number;
  readonly findings: number;
}

/** How far each language is. */
export function languageStatus(dir: string, findings: readonly Finding[]): LanguageStatus[] {
  const { languages, files } = readLocales(dir);
  return Object.entries(languages).map(([code, { name }]) => {
    const own = files.filter(({ language }) => language === code);
    const long = own.filter((file) => file.name.endsWith(".md"));
    return {
      code,
      name,
      sentences: own
        .filter((file) => !long.includes(file))
        .reduce((sum, { sentences }) => sum + sentences.size, 0),
      longTexts: long.length,
      findings: findings.filter(({ file }) => file.split("/")[0] === code).length,
    };
  });
}
