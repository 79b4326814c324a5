import { type Checked, isError, languageOf } from "./locales.ts";
import { reference } from "./reading/read.ts";

/** What a build says of each language: whether it is in it, and whether with holes that are marked. */
export interface Served {
  readonly code: string;
  readonly draft: boolean;
  readonly errors: number;
  readonly leftOut: boolean;
}

/**
 * Production has whole languages only: a draft, and one with errors, is left out. The local run shows them all, with what is
 * missing marked. Without English, or the list of languages, there is nothing to build from.
 */
export function served({ locales, open }: Checked, local: boolean): Served[] {
  const errors = open.filter(isError);
  return Object.entries(locales.languages).map(([code, { draft = false }]) => {
    const own = errors.filter((finding) => languageOf(finding) === code).length;
    return { code, draft: draft || own > 0, errors: own, leftOut: !local && (draft || own > 0) };
  });
}

/** The findings without whose mending nothing can be built. */
export const fatal = ({ open }: Checked) =>
  open.filter(
    (finding) => isError(finding) && (languageOf(finding) === reference || finding.file === "languages.json"),
  );
