import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Finding, isError } from "./reading/finding.ts";

interface Words {
  readonly what: string;
  readonly do: string;
  readonly here?: string;
}

type Lines = Readonly<Record<string, string>>;

/** The languages that the check itself speaks. */
export const spoken = ["en", "fr", "nl"] as const;
export type Spoken = (typeof spoken)[number];

/** The editor's own language, as the machine is set. */
export function ownLanguage({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): Spoken {
  const set = (LC_ALL || LC_MESSAGES || LANG || "").slice(0, 2);
  return spoken.find((each) => each === set) ?? "en";
}

const read = (language: Spoken) =>
  JSON.parse(readFileSync(join(import.meta.dirname, "words", `${language}.json`), "utf8")) as Readonly<
    Record<string, Words>
  > & { readonly $: Lines };

const fill = (text: string, values: Readonly<Record<string, string>> = {}) =>
  text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);

/** What the check says, in a language. */
export function voiceIn(language: Spoken) {
  const words = read(language);
  const line = (name: string, values?: Readonly<Record<string, string>>) =>
    fill(words.$[name] ?? name, values);
  const heading = ({ rule }: Finding) => {
    const { what = rule, do: remedy = "" } = words[rule] ?? {};
    return { what, remedy };
  };
  const where = ({ file, line, key }: Finding) => `${file}${line ? `:${line}` : ""}${key ? `  ${key}` : ""}`;
  const here = ({ rule, values }: Finding) => {
    const { here } = words[rule] ?? {};
    return here ? fill(here, values) : "";
  };

  /** One finding by itself: where, what, and what to do. */
  const alone = (finding: Finding) => {
    const { what, remedy } = heading(finding);
    const more = here(finding);
    return `${where(finding)}\n    ${fill(what, finding.values)}${more && `  ${more}`}\n    → ${remedy}`;
  };

  /** Findings of a kind together, with what to do said once; of many only the first. */
  function group([first, ...rest]: readonly Finding[], most: number): string[] {
    if (!first) return [];
    const all = [first, ...rest];
    const { what, remedy } = heading(first);
    const shown = all
      .slice(0, most)
      .flatMap((each) => [`    ${where(each)}`, ...(here(each) ? [`        ${here(each)}`] : [])]);
    const left = all.length - most;
    return [
      `${all.length} × ${first.rule}: ${fill(what, first.values)}`,
      `    → ${remedy}`,
      ...shown,
      ...(left > 0 ? [`    ${line("more", { count: String(left) })}`] : []),
      "",
    ];
  }

  const groups = (findings: readonly Finding[], most: number) =>
    [...Map.groupBy(findings, ({ rule }) => rule).values()].flatMap((each) => group(each, most));

  /** Everything that was found: what breaks something first. */
  function report(findings: readonly Finding[], most: number): string[] {
    const [errors, warnings] = [findings.filter(isError), findings.filter((each) => !isError(each))];
    return [
      ...(errors.length ? [line("errors"), "", ...groups(errors, most)] : []),
      ...(warnings.length ? [line("warnings"), "", ...groups(warnings, most)] : []),
    ];
  }
  return { line, alone, report };
}
