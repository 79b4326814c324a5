/** Something that an editor has to mend, and how. */
export interface Finding {
  /** The check that found it. */
  readonly rule: string;
  /** Path below `locales/`. */
  readonly file: string;
  readonly key?: string | undefined;
  readonly line?: number | undefined;
  readonly problem: string;
  readonly remedy: string;
}

/** One line for people: file:line key: problem → remedy. */
export const inWords = ({ file, line, key, problem, remedy }: Finding) =>
  `${file}${line ? `:${line}` : ""}${key ? `  ${key}` : ""}\n    ${problem}\n    → ${remedy}`;
