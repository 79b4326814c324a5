import type { FieldErrors } from "#src/domain/refusal.ts";
import { isTag, tag } from "#functions/context/secrets.ts";
import type { Exchange } from "./exchange.ts";

/** What is wrong with a form, signed into it, so that a change of language says the same in other words. */
export function signProblems({ var: { settings } }: Exchange, errors: FieldErrors): string {
  const text = JSON.stringify(errors);
  return tag(settings.secrets, "problems", text) + text;
}

/** What was wrong with the form that the language was changed on. */
export function knownProblems({ var: { settings } }: Exchange, signed = ""): FieldErrors | undefined {
  const at = signed.indexOf("{");
  const text = signed.slice(at);
  return at > 0 && isTag(settings.secrets, "problems", text, signed.slice(0, at))
    ? (JSON.parse(text) as FieldErrors)
    : undefined;
}
