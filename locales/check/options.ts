import { parseArgs } from "node:util";
import { ownLanguage, type Spoken, spoken } from "./report.ts";

const known = {
  fix: { type: "boolean" },
  all: { type: "boolean" },
  language: { type: "string" },
  speak: { type: "string" },
  accept: { type: "string" },
  rule: { type: "string" },
  why: { type: "string" },
  find: { type: "string" },
  done: { type: "string" },
  typo: { type: "string" },
  publish: { type: "string" },
} as const;

const possible = Object.keys(known)
  .map((name) => `--${name}`)
  .join(" ");

/** What the command was asked for; what it does not know is named, never passed over. */
export function readOptions(args: string[], env: NodeJS.ProcessEnv) {
  const { values, tokens } = parseArgs({
    args,
    options: known,
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  const text = (name: keyof typeof known) => (typeof values[name] === "string" ? values[name] : undefined);
  const stray = tokens.find(
    (each) => each.kind === "positional" || (each.kind === "option" && !Object.hasOwn(known, each.name)),
  );
  const option =
    stray?.kind === "positional" ? stray.value : stray?.kind === "option" ? stray.rawName : undefined;
  const said = text("speak");
  const speak: Spoken = spoken.find((each) => each === said) ?? ownLanguage(env);
  const accept = text("accept");
  return {
    speak,
    unknown: option === undefined ? undefined : { option, possible },
    fix: values["fix"] === true,
    all: values["all"] === true,
    language: text("language"),
    find: text("find"),
    done: text("done") ?? text("typo"),
    publish: text("publish"),
    accept:
      accept === undefined ? undefined : { key: accept, rule: text("rule") ?? "", why: text("why") ?? "" },
  };
}
